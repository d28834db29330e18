"""What a report says, and where it says it: the nouns of the project.

Nothing here imports the other packages; `ingest` fills the values,
`service` answers from them.
"""
