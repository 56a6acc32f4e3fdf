"""What is wrong with a text that is not YAML, in words for authors: where, what the parser said, what would be right.

The parser is libyaml; what it says is in its `scanner.c` and `parser.c`.
"""

import yaml

from ..text.problems import Place, Problem, at_place, end_of

# The format nests eight deep. Far deeper nesting would crash the C parser, so it is refused while it is being read.
DEEPEST = 40

_ADVICE = {
    "mapping values are not allowed": "a text with `: ` in it must stand in quotes, every key must have its `:`, "
    "and keys must be indented alike",
    "did not find expected key": "keys of one entry must be indented alike, a text that begins with a quote or a "
    "bracket must stand in quotes, and a ' between single quotes is written twice",
    "did not find expected '-' indicator": "entries of one list must be indented alike, each after a `- `",
    "could not find expected ':'": "a key must be followed by `: `",
    "found character that cannot start any token": "no tab may indent, and a text that begins with "
    "@, ` or % must stand in quotes",
    "found a tab character": "indentation must be of spaces",
    "found unexpected end of stream": "the quote that opens here must be closed",
    "found unexpected document indicator": "the quote that opens here must be closed",
    "found undefined tag handle": "a text that begins with `!` must stand in quotes",
    "unknown escape character": "a backslash is written `\\\\` between double quotes, or the text put in single ones",
    "found unexpected ':'": "a space must follow the `:`",
    "did not find expected alphabetic or numeric": "a text that begins with `*` or `&` must stand in quotes",
    "did not find expected node content": "brackets must be closed, and a text that begins with one must "
    "stand in quotes",
    "did not find expected comment or line break": "a text that begins with `|` or `>` must stand in quotes",
    "block sequence entries are not allowed": "a list must begin on a line of its own, and a text with `- ` in quotes",
    "directive": "a line that begins with `%` must be removed or put in quotes",
    "incompatible YAML document": "the line that begins with `%YAML` must be removed",
    "invalid Unicode character escape": "a `\\u` must be followed by the number of a character",
    "did not find expected hexdecimal number": "a `\\u` must be followed by the number of a character",
    "did not find expected <document start>": "the file must hold one tree, its keys at the left margin",
}

# What is wrong with these began where a quote was opened or a word written, not where the parser gave up.
_SHOWN_AT_ITS_BEGINNING = ("unexpected end of stream", "unexpected document indicator", "could not find expected ':'")


def too_deep(place: Place) -> Problem:
    """The problem of a value that is nested deeper than any tree."""
    what = f"this is nested more than {DEEPEST} levels deep; a tree needs eight, so this must be something else"
    return at_place(place, what)


def syntax_problem(error: yaml.YAMLError, text: str) -> Problem:
    """The problem that made the parser give up on `text`: one line, where the author's mistake began."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return at_place((1, 1), f"this is not YAML ({' '.join(str(error).split())}); it must be a text file in YAML")
    return at_place(_place(error, text), _sentence(error))


def _place(error: yaml.MarkedYAMLError, text: str) -> Place:
    at_beginning = any(part in str(error.problem) for part in _SHOWN_AT_ITS_BEGINNING)
    marks = (error.context_mark, error.problem_mark) if at_beginning else (error.problem_mark, error.context_mark)
    place = next(((mark.line + 1, mark.column + 1) for mark in marks if mark), (1, 1))
    return min(place, end_of(text))


def _sentence(error: yaml.MarkedYAMLError) -> str:
    said = " ".join(str(error.problem or error.context).split())
    right = next((advice for part, advice in _ADVICE.items() if part in said), "it must be valid YAML")
    if "expected ',' or" in said and error.context_mark:
        opening = error.context_mark.line + 1
        right = f"the bracket that opens in line {opening} must be closed, its entries parted by commas"
    return f"this is not YAML ({said}); {right}"
