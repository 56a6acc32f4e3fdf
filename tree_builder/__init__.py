"""Turn one YAML file, a decision tree, into linked Markdown pages: load, check, render, write."""
