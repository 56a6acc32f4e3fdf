"""Turn one YAML file, a decision tree, into linked Markdown pages: read, check, render, write."""

__version__ = "2.0.0"
