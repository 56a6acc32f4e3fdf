"""From bytes to a document: YAML with the place of everything in it, and what is wrong with the YAML itself."""
