"""The file `articles.lock`: what was proved of every quotation, without a readable word of any article.

`fingerprint` writes it, and a build compares with it and needs no article. After a comment and the line `format 2` it
has a line for each article and a line for each excerpt, sorted, so that two branches that each add a quotation merge:

* `article ID words=N sha256=HASH`: how many words readers see in it, and the sha256 of its file (UTF-8, every line
  break a newline).
* `excerpt ARTICLE/ID at=FIRST-LAST,… left-out=N:KIND+KIND,… after=KIND text=HASH quote=HASH proved=YYYY-MM-DD`:
  the positions of the first and the last word of each stretch, counted from 0; how many words each elision leaves out
  and the kinds of advice due (`left-out` stands only where there are elisions, `after` only where the quotation begins
  after a hedge); the first 16 digits of the hash of the file in which it was found; the sha256 of the quotation exactly
  as it is shown; and the day of the proof, which changes only when something else in the line does.

The same tree, articles and earlier lock give the same bytes.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from ..kinds import ID_TEXT
from ..text.program import program
from .elisions import KINDS, Elision

FORMAT = 2
MOST_QUOTED = 3  # at most one word in this many
_COMMAND = "fingerprint FOLDER"
_ABOUT = (
    "# Proof that the excerpts stand word for word in their articles: hashes, positions and numbers only. Written by\n"
    f"# `decision-guide {_COMMAND}`, never by hand; keep it beside the tree. tree_builder/proof/lock.py says what\n"
    "# stands in a line.\n"
)
_TEXT_DIGITS = 16
_ID = ID_TEXT.replace("(", "(?:")
_KINDS = rf"(?:{'|'.join(KINDS)})(?:\+(?:{'|'.join(KINDS)}))*"
_NUMBER = "[0-9]{1,9}"
_LEFT_OUT = rf"{_NUMBER}(?::{_KINDS})?"
_ARTICLE = re.compile(rf"article (?P<id>{_ID}) words=(?P<words>{_NUMBER}) sha256=(?P<sha256>[0-9a-f]{{64}})")
_EXCERPT = re.compile(
    rf"excerpt (?P<id>{_ID}/{_ID}) at=(?P<at>{_NUMBER}-{_NUMBER}(?:,{_NUMBER}-{_NUMBER})*)"
    rf"(?: left-out=(?P<left_out>{_LEFT_OUT}(?:,{_LEFT_OUT})*))?(?: after=(?P<after>{_KINDS}))?"
    rf" text=(?P<text>[0-9a-f]{{{_TEXT_DIGITS}}}) quote=(?P<quote>[0-9a-f]{{64}}) proved=(?P<proved>[0-9]{{4}}(?:-[0-9]{{2}}){{2}})"
)


def command() -> str:
    """What writes a lock."""
    return f"{program()} {_COMMAND}"


class LockError(ValueError):
    """A lock that cannot be used: its message names the line, `line` is the same counted from 1, and the remedy."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}; it must be written anew by `{command()}`")
        self.line = line


class _LineError(Exception):
    """What is wrong with a line of the lock."""


@dataclass(frozen=True, slots=True)
class ArticleProof:
    """An article as it was when its excerpts were proved last."""

    sha256: str
    words: int

    def is_text_of(self, excerpt: "ExcerptProof") -> bool:
        """Whether the excerpt was proved in just this text."""
        return self.sha256.startswith(excerpt.text)


@dataclass(frozen=True, slots=True)
class ExcerptProof:
    """A quotation as it was proved on the day `proved`: in which text, as what, and where."""

    stretches: tuple[tuple[int, int], ...]
    elisions: tuple[Elision, ...]
    after: tuple[str, ...]  # the kinds of advice due because of what stands before it in its sentence
    text: str
    quote: str
    proved: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a page may say of a proved quotation.

    `words` is the length of its article, `first` the position of its first word, `proved` the day of the proof
    (YYYY-MM-DD), `elisions` what each elision leaves out, `after` the kinds of advice on what stands before it.
    """

    words: int
    first: int
    proved: str
    elisions: tuple[Elision, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """About how far into the article it begins, 0 to 100."""
        return min(100, round(100 * self.first / max(1, self.words)))


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an article is quoted: words, and those of them that stand in a quotation."""

    words: int
    quoted: int

    @property
    def quoted_percent(self) -> float:
        """The share of the words quoted, 0 to 100, to one decimal."""
        return round(100 * self.quoted / self.words, 1) if self.words else 0.0


@dataclass(frozen=True)
class Lock:
    """Everything that was proved: articles by id, excerpts by `article-id/excerpt-id`."""

    articles: dict[str, ArticleProof] = field(default_factory=dict)
    excerpts: dict[str, ExcerptProof] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Lock":
        """The lock that a file holds. Raises LockError, a ValueError, for anything but a sound one."""
        lines = text.removeprefix("\ufeff").splitlines()
        if text.lstrip("\ufeff \n").startswith("{"):
            raise LockError(1, "this lock has format 1, of an earlier version")
        if f"format {FORMAT}" not in lines:
            raise LockError(1, f"this is not a lock of format {FORMAT}")
        lock = cls()
        for number, line in enumerate(lines, 1):
            try:
                lock._take(line)
            except _LineError as wrong:
                raise LockError(number, str(wrong)) from None
        for reference in lock.excerpts:
            if reference.partition("/")[0] not in lock.articles:
                raise LockError(1, f"the article of the excerpt `{reference}` is missing")
        return lock

    @classmethod
    def salvage(cls, text: str) -> "Lock":
        """Whatever is sound in a lock that may be damaged: what `fingerprint` begins with."""
        lock = cls()
        for line in text.splitlines():
            try:
                lock._take(line)
            except _LineError:
                continue
        return lock

    def _take(self, line: str) -> None:
        """Add what a line says. Raises _LineError."""
        if not line or line.startswith("#") or line == f"format {FORMAT}":
            return
        if match := _ARTICLE.fullmatch(line):
            article = ArticleProof(match["sha256"], int(match["words"]))
            if self.articles.setdefault(match["id"], article) != article:
                raise _LineError(f"the article `{match['id']}` stands twice")
        elif match := _EXCERPT.fullmatch(line):
            excerpt = _excerpt(match)
            if self.excerpts.setdefault(match["id"], excerpt) != excerpt:
                raise _LineError(f"the excerpt `{match['id']}` stands twice")
        else:
            raise _LineError("this is neither an article nor an excerpt, as they stand in a lock")

    def text(self) -> str:
        """The text of its file, the same for the same proofs."""
        articles = (f"article {key} words={held.words} sha256={held.sha256}" for key, held in self.articles.items())
        excerpts = (_line(reference, excerpt) for reference, excerpt in self.excerpts.items())
        return "\n".join([f"{_ABOUT}format {FORMAT}", *sorted(articles), *sorted(excerpts), ""])

    def article(self, article_id: str) -> Share | None:
        """How long an article is and how much of it is quoted, or None where it was never read."""
        return self._shares.get(article_id)

    @cached_property
    def _shares(self) -> dict[str, Share]:
        stretches: dict[str, list[tuple[int, int]]] = {article_id: [] for article_id in self.articles}
        for reference, excerpt in self.excerpts.items():
            stretches[reference.partition("/")[0]].extend(excerpt.stretches)
        return {
            article_id: Share(article.words, _covered(stretches[article_id]))
            for article_id, article in self.articles.items()
        }

    def proof(self, reference: str, quote: str) -> Proof | None:
        """What was proved of a quotation, or None where it was never proved or has changed since."""
        excerpt = self.excerpts.get(reference)
        article = self.articles.get(reference.partition("/")[0])
        if excerpt is None or article is None or excerpt.quote != quote_hash(quote):
            return None
        return Proof(article.words, excerpt.stretches[0][0], excerpt.proved, excerpt.elisions, excerpt.after)


def _covered(stretches: list[tuple[int, int]]) -> int:
    """How many positions stand in a stretch, each counted once."""
    covered = end = 0
    for first, last in sorted(stretches):
        covered += max(0, last + 1 - max(first, end))
        end = max(end, last + 1)
    return covered


def quote_hash(quote: str) -> str:
    """The sha256 of a quotation exactly as it is shown, in hexadecimal."""
    return sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()


def text_hash(source: str) -> str:
    """The sha256 of the source of an article, whatever its line breaks are, in hexadecimal."""
    return sha256(source.replace("\r\n", "\n").replace("\r", "\n").encode()).hexdigest()


def text_key(sha: str) -> str:
    """The part of the hash of an article's source that stands with each of its excerpts."""
    return sha[:_TEXT_DIGITS]


def _excerpt(match: re.Match[str]) -> ExcerptProof:
    pairs = (pair.split("-") for pair in match["at"].split(","))
    stretches = tuple((int(first), int(last)) for first, last in pairs)
    ends = [end for stretch in stretches for end in stretch]
    elisions = tuple(map(_elision, match["left_out"].split(","))) if match["left_out"] else ()
    if ends != sorted(ends) or len(elisions) != len(stretches) - 1:
        raise _LineError(f"the positions of `{match['id']}` are not in order, or not parted by its elisions")
    return ExcerptProof(stretches, elisions, _kinds(match["after"]), match["text"], match["quote"], match["proved"])


def _elision(entry: str) -> Elision:
    words, _, advice = entry.partition(":")
    return Elision(int(words), _kinds(advice))


def _kinds(advice: str | None) -> tuple[str, ...]:
    return tuple(advice.split("+")) if advice else ()


def _line(reference: str, excerpt: ExcerptProof) -> str:
    at = ",".join(f"{first}-{last}" for first, last in excerpt.stretches)
    left_out = ",".join(":".join([str(gap.words), *filter(None, ["+".join(gap.advice)])]) for gap in excerpt.elisions)
    parts = [("at", at), ("left-out", left_out), ("after", "+".join(excerpt.after))]
    parts += [("text", excerpt.text), ("quote", excerpt.quote), ("proved", excerpt.proved)]
    return " ".join([f"excerpt {reference}", *(f"{key}={value}" for key, value in parts if value)])
