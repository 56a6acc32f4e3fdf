"""Text: problems, the words of quotations, the guide's own words, all escaping, and Markdown. Knows no tree."""
