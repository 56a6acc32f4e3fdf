"""Mistakes that authors make with one slip of the keyboard or the mouse, each at many places of a tree.

A mistake is a generator: from the lines of a tree, every way to make it. A test takes some of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

Lines = list[str]
Mistake = Callable[[Lines], Iterator[Lines]]

_HEADING = re.compile(r"^( *)([a-z0-9][a-z0-9-]*):$")
_ANSWER_LABEL = re.compile(r"^ {8}label: (.*)$")
_ITEM = re.compile(r"^( +)- ")
_KEY = re.compile(r"^( +)([a-z_-]+):( .*)?$")


def _with(lines: Lines, n: int, *new: str) -> Lines:
    return [*lines[:n], *new, *lines[n + 1 :]]


def _section(lines: Lines, name: str) -> Iterator[int]:
    """The numbers of the lines of a section."""
    inside = False
    for n, line in enumerate(lines):
        if line and not line.startswith((" ", "#")):
            inside = line.startswith(f"{name}:")
        elif inside:
            yield n


def _headings(lines: Lines, section: str, indentation: int) -> Iterator[tuple[int, str]]:
    for n in _section(lines, section):
        match = _HEADING.match(lines[n])
        if match and len(match[1]) == indentation:
            yield n, match[2]


def _renamed(section: str, indentation: int) -> Mistake:
    def mistake(lines: Lines) -> Iterator[Lines]:
        for n, id_ in _headings(lines, section, indentation):
            if id_ not in ("answers", "checklist", "excerpts"):
                yield _with(lines, n, f"{' ' * indentation}{id_}-renamed:")

    return mistake


def _deleted(section: str, indentation: int) -> Mistake:
    def mistake(lines: Lines) -> Iterator[Lines]:
        for n, _ in _headings(lines, section, indentation):
            yield _with(lines, n)

    return mistake


def deleted_section(lines: Lines) -> Iterator[Lines]:
    """The heading of a whole section is gone."""
    for n, line in enumerate(lines):
        if re.match(r"[a-z]+:$", line):
            yield _with(lines, n)


def misspelt_target(lines: Lines) -> Iterator[Lines]:
    """A letter of a `leads_to` is missing."""
    for n, line in enumerate(lines):
        if "leads_to: " in line:
            yield _with(lines, n, re.sub(r"(leads_to: [a-z-]+)[a-z]", r"\1", line, count=1))


def unlike_target(lines: Lines) -> Iterator[Lines]:
    """A `leads_to` names something that is like nothing in the tree."""
    for n, line in enumerate(lines):
        if "leads_to: " in line:
            yield _with(lines, n, re.sub(r"leads_to: [a-z-]+", "leads_to: to-be-decided", line))


def title_for_an_id(lines: Lines) -> Iterator[Lines]:
    """A title stands where an id must."""
    for n, line in enumerate(lines):
        if "leads_to: " in line:
            yield _with(lines, n, re.sub(r"leads_to: [a-z-]+", "leads_to: The title of a page", line))


def prefixed_id(lines: Lines) -> Iterator[Lines]:
    """`question:x` or `verdict:x` stands for `x`."""
    for n, line in enumerate(lines):
        if "leads_to: " in line:
            yield _with(lines, n, line.replace("leads_to: ", "leads_to: question:"))


def wrong_target(lines: Lines) -> Iterator[Lines]:
    """A `leads_to` names another page than it should."""
    pages = [id_ for _, id_ in _headings(lines, "questions", 2)]
    for n, line in enumerate(lines):
        if "leads_to: " in line:
            yield _with(lines, n, re.sub(r"leads_to: [a-z-]+", f"leads_to: {pages[n % len(pages)]}", line))


def _indented(by: int) -> Mistake:
    def mistake(lines: Lines) -> Iterator[Lines]:
        for n, line in enumerate(lines):
            match = _KEY.match(line)
            if match and len(match[1]) + by >= 0:
                yield _with(lines, n, " " * (len(match[1]) + by) + line.lstrip())

    return mistake


def lost_dash(lines: Lines) -> Iterator[Lines]:
    """The dash of an item is gone."""
    for n, line in enumerate(lines):
        if _ITEM.match(line):
            yield _with(lines, n, _ITEM.sub(r"\1  ", line))


def lost_colon(lines: Lines) -> Iterator[Lines]:
    """The colon behind a key is gone."""
    for n, line in enumerate(lines):
        match = _KEY.match(line)
        if match:
            yield _with(lines, n, f"{match[1]}{match[2]}{match[3] or ''}")


def lost_space(lines: Lines) -> Iterator[Lines]:
    """The space behind a colon is gone."""
    for n, line in enumerate(lines):
        match = _KEY.match(line)
        if match and match[3]:
            yield _with(lines, n, f"{match[1]}{match[2]}:{match[3][1:]}")


def lost_quote(lines: Lines) -> Iterator[Lines]:
    """The quote that closes a text is gone."""
    for n, line in enumerate(lines):
        if re.search(r": \".*\"$", line):
            yield _with(lines, n, line[:-1])


def lost_bracket(lines: Lines) -> Iterator[Lines]:
    """The bracket that closes a list is gone."""
    for n, line in enumerate(lines):
        if line.endswith("]"):
            yield _with(lines, n, line[:-1])


def merge_conflict(lines: Lines) -> Iterator[Lines]:
    """A merge left its marks."""
    for n, line in enumerate(lines):
        if _KEY.match(line):
            yield _with(lines, n, "<<<<<<< HEAD", line, "=======", f"{line} too", ">>>>>>> other")


def tab(lines: Lines) -> Iterator[Lines]:
    """A tab stands for the indentation."""
    for n, line in enumerate(lines):
        if _KEY.match(line):
            yield _with(lines, n, "\t" + line.lstrip())


def misspelt_key(lines: Lines) -> Iterator[Lines]:
    """Two letters of a key of the format have changed places."""
    known = [
        "label",
        "leads_to",
        "title",
        "explain",
        "because",
        "answers",
        "summary",
        "excerpts",
        "quote",
        "favours",
        "unless",
        "next_steps",
    ]
    for n, line in enumerate(lines):
        match = _KEY.match(line)
        if match and match[2] in known:
            key = match[2][0] + match[2][2] + match[2][1] + match[2][3:]
            yield _with(lines, n, f"{match[1]}{key}:{match[3] or ''}")


def capital_in_a_key(lines: Lines) -> Iterator[Lines]:
    """A key begins with a capital."""
    for n, line in enumerate(lines):
        if match := _KEY.match(line):
            yield _with(lines, n, f"{match[1]}{match[2].capitalize()}:{match[3] or ''}")


def commented_out(lines: Lines) -> Iterator[Lines]:
    """A line was made a comment."""
    for n, line in enumerate(lines):
        if match := _KEY.match(line):
            yield _with(lines, n, f"{match[1]}# {line.lstrip()}")


def twice(lines: Lines) -> Iterator[Lines]:
    """A line was pasted twice."""
    for n, line in enumerate(lines):
        if _KEY.match(line):
            yield _with(lines, n, line, line)


def lost_line(lines: Lines) -> Iterator[Lines]:
    """A line was cut out."""
    for n, line in enumerate(lines):
        if _KEY.match(line):
            yield _with(lines, n)


def colon_in_a_text(lines: Lines) -> Iterator[Lines]:
    """A plain text has `: ` in it."""
    for n, line in enumerate(lines):
        if re.match(r" +(title|label): [^\"'|>]", line):
            yield _with(lines, n, f"{line}: the second part")


def continued(lines: Lines) -> Iterator[Lines]:
    """A text goes on at the margin of its key."""
    for n, line in enumerate(lines):
        match = re.match(r"( +)(title|label|because|quote): ", line)
        if match:
            yield _with(lines, n, line, f"{match[1]}and goes on here")


MISTAKES: dict[str, Mistake] = {
    "a renamed question": _renamed("questions", 2),
    "a renamed answer": _renamed("questions", 6),
    "a renamed verdict": _renamed("verdicts", 2),
    "a renamed article": _renamed("articles", 2),
    "a renamed excerpt": _renamed("articles", 6),
    "a deleted heading of a question": _deleted("questions", 2),
    "a deleted heading of an answer": _deleted("questions", 6),
    "a deleted heading of answers": _deleted("questions", 4),
    "a deleted heading of a verdict": _deleted("verdicts", 2),
    "a deleted heading of an article": _deleted("articles", 2),
    "a deleted heading of an excerpt": _deleted("articles", 6),
    "a deleted heading of an example": _deleted("examples", 2),
    "a deleted heading of a section": deleted_section,
    "a misspelt target": misspelt_target,
    "an unlike target": unlike_target,
    "a title for an id": title_for_an_id,
    "a prefix before an id": prefixed_id,
    "a wrong target": wrong_target,
    "indented by two more": _indented(2),
    "indented by one more": _indented(1),
    "indented by one less": _indented(-1),
    "indented by two less": _indented(-2),
    "a lost dash": lost_dash,
    "a lost colon": lost_colon,
    "a lost space": lost_space,
    "a lost quote": lost_quote,
    "a lost bracket": lost_bracket,
    "a merge conflict": merge_conflict,
    "a tab": tab,
    "a misspelt key": misspelt_key,
    "a capital in a key": capital_in_a_key,
    "a line commented out": commented_out,
    "a line twice": twice,
    "a lost line": lost_line,
    "a colon in a text": colon_in_a_text,
    "a text at the margin": continued,
}


def spread(some: Sequence[Lines], most: int) -> list[Lines]:
    """At most so many of some, from the first to the last at even steps."""
    if len(some) <= most:
        return list(some)
    return [some[round(n * (len(some) - 1) / (most - 1))] for n in range(most)]
