"""The graph of a checked tree: paths, trails, conditions, evidence, stances. Knows nothing of pages."""
