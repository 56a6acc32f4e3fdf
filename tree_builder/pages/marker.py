"""The marker by which a build knows its own files: nothing without it is ever replaced or removed.

It is the first line of every generated file but a page. Of a page it is the first line inside the front matter, for
MkDocs knows front matter only where `---` is the very first line.
"""

MARKER = "Made by build_tree.py from the decision tree; edits to this file are lost."
PAGE_MARKER = f"# {MARKER}"
SCRIPT_MARKER = f"// {MARKER}"
STYLE_MARKER = f"/* {MARKER} */"
HTML_MARKER = f"<!-- {MARKER} -->"
JSON_MARKER = f'{{"made_by": "{MARKER}",'
_FIRST_LINES = {SCRIPT_MARKER, STYLE_MARKER, HTML_MARKER, JSON_MARKER}
_BY_ENDING = {"js": SCRIPT_MARKER, "css": STYLE_MARKER, "svg": HTML_MARKER}


def marked(name: str, text: str) -> str:
    """A script, a style or a drawing of the package, as a build writes it. Raises KeyError for any other kind of file."""
    return f"{_BY_ENDING[name.rpartition('.')[2]]}\n{text}"


def is_marked(text: str) -> bool:
    """Whether a file that begins with `text` was made by a build."""
    first, _, rest = text.partition("\n")
    return first.rstrip("\r") in _FIRST_LINES or (first.rstrip() == "---" and rest.startswith(PAGE_MARKER))
