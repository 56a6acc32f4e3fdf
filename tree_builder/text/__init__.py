"""Text: problems, words, all escaping, and Markdown. Knows no tree."""
