"""What is wrong with a tree and what could be better: shape, rules, graph rules, advice; and the reading of a guide."""
