"""Turn one YAML file, a decision tree, into linked Markdown pages: load, check, render, write."""

from .program import PROGRAM

__all__ = ["PROGRAM"]
