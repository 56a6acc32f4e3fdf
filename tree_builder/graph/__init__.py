"""The graph of a checked tree: trails, evidence, points. Knows nothing of pages."""
