"""What a directory of one's own begins with: its first entries, and the files with which services keep it."""
