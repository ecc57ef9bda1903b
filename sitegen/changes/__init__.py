"""What a change of content means for readers: two directories in, values out, and writers that tell them.

`compare` finds what differs (`entries`, `fields`, `moves`, `pages`, `words`, `upkeep`), `telling` says it in sections,
`markdown`, `record` and `preview` write these.
"""
