"""A static site generator for a directory of public services."""

__version__ = "0.1.0"
