"""Layout of a drawing: a small library that knows no tree."""
