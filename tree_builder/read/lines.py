"""How far a walk over a text that is not YAML has come: its position, the entries that are open, and what came last.

`values` and `mistakes` walk; this only knows the lines, and what stands next in one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

BLANK = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|[\r\n]|\Z)")
LINE_END = re.compile(r"\r\n|[\r\n]|\Z")
SPACE = re.compile(r"[ \t]*")
SPACES = re.compile(r" *")
STOP = re.compile(r"(?P<colon>:)(?=[ \t\r\n]|\Z)|(?P<comment>[ \t]#)|[\r\n]|\Z")


@dataclass(slots=True)
class Block:
    """A mapping or a list of which the entries stand on lines of their own."""

    column: int
    is_list: bool
    key: str = ""  # the last key of a mapping, or the first one of the first entry of a list
    index: int = 0  # where that key stands


class Lines:
    """A text, and how far a walk over it has come."""

    line: int  # where the line begins
    column: int
    began: int  # where the last value began

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.blocks: list[Block] = []
        # What came last: nothing yet; a key or a dash whose value is due; a plain text that may go on; one that a
        # comment has cut; any other value.
        self.last = "start"
        self.own_line = False  # the last value began on a line of its own

    def _parent(self) -> int:
        """The column of the innermost entry: what belongs to it must stand deeper."""
        return self.blocks[-1].column if self.blocks else -1

    def _whose(self) -> str:
        """What a message calls the text that stands here: that of the last key."""
        key = next((shown_key(block.key) for block in reversed(self.blocks) if not block.is_list), "")
        return f"the text of {key}" if key else "a text"

    def _is_key(self, word: str) -> bool:
        """Whether a word is a key anywhere in the text."""
        before = r"(?:(?<![^\r\n])[ -]*|[{,] ?)"
        return bool(re.search(rf"{before}{re.escape(word)}[ \t]*:(?=\s|\Z)", self.text))

    @cached_property
    def _columns(self) -> Counter[int]:
        """How many lines begin at each column."""
        return Counter(len(spaces) for spaces in re.findall(r"(?<![^\r\n]) *(?=[^\s#])", self.text))

    def _stop(self) -> re.Match[str]:
        """Where a plain text ends in this line: before a colon, a comment or the line's end."""
        stop = STOP.search(self.text, self.at)
        assert stop
        return stop

    def _stop_text(self) -> str:
        return self.text[self.at : self._stop().start()].strip()

    def _to(self, match: re.Match[str] | None) -> None:
        self.at = match.end() if match else self.at

    def _skip_line(self) -> None:
        self._to(LINE_END.search(self.text, self.at))

    def _skip_blank(self) -> bool:
        """Go to the next line, where nothing but a comment is left of this one."""
        blank = BLANK.match(self.text, self.at)
        self._to(blank)
        return bool(blank)


def shown_key(key: str) -> str:
    """A key as messages name it; an item where there is none."""
    return f"`{key.strip(chr(39) + chr(34))[:80]}`" if key else "an item"
