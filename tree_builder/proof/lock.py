"""The file `articles.lock`: what was proved of every quotation, without a readable word of any article.

`fingerprint` writes it, and a build compares with it and needs no article. It is JSON, one entry of

* `articles`, for each article: the `sha256` of its text (UTF-8, every line break a newline), the number of its
  `words`, and how many per cent of them are `quoted`: the union of the positions of all its excerpts, to one decimal.
* `excerpts`, for each `article-id/excerpt-id`: the `sha256` of its quotation, as normalised by `words` (the words
  joined by a space, the stretches by ` […] `), and `stretches`: the positions `[first, last]` in the article of the
  first and the last word of each stretch, counted from 0, both ends included.

`format` changes when the normalisation does: what was proved under another one must be proved again. Keys are sorted
and nothing depends on a clock or a machine, so the same tree and articles give the same bytes.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from ..kinds import ID_PATTERN
from ..model import Tree
from ..text.problems import Keys, Problem
from ..text.words import ELISION, stretches_of

FORMAT = 1
COMMAND = "python build_tree.py fingerprint FOLDER"
_ABOUT = (
    "Proof that the excerpts stand word for word in their articles; hashes and positions only. "
    f"Written by `{COMMAND}`, never by hand; keep it beside the tree. The format is documented in tree_builder/lock.py."
)
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class LockError(ValueError):
    """A lock that cannot be used: its message names the line, `line` is the same counted from 1, and the remedy."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}; it must be written anew by `{COMMAND}`")
        self.line = line


class _EntryError(Exception):
    """What is wrong with an entry of the lock, and the key that stands nearest to it."""

    def __init__(self, what: str, key: str = "") -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True, slots=True)
class ArticleProof:
    """An article as it was when its excerpts were proved: its length, and the percentage of its words quoted."""

    sha256: str
    words: int
    quoted_percent: float


@dataclass(frozen=True, slots=True)
class ExcerptProof:
    """A quotation as it was proved: its hash, and the first and last position of each stretch in its article."""

    sha256: str
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a proved quotation stands: the number of words of its article, and the position of its first word."""

    words: int
    first: int

    @property
    def percent(self) -> int:
        """About how far into the article it begins, 0 to 100."""
        return round(100 * self.first / self.words)


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that was proved: articles by id, excerpts by `article-id/excerpt-id`."""

    articles: dict[str, ArticleProof] = field(default_factory=dict)
    excerpts: dict[str, ExcerptProof] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Lock":
        """The lock that a file holds. Raises LockError, a ValueError, for anything but a sound one."""
        try:
            data = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once)
            return _lock(data)
        except json.JSONDecodeError as error:
            raise LockError(error.lineno, f"this is not JSON ({error.msg})") from None
        except _EntryError as wrong:
            raise LockError(_line_of(wrong.key, text), str(wrong)) from None
        except (RecursionError, ValueError):  # nesting and numbers beyond anything that Python would read
            raise LockError(1, "this is not a lock") from None

    def text(self) -> str:
        """The lock as the bytes of its file, the same for the same proofs."""
        data = {
            "about": _ABOUT,
            "articles": {
                article_id: {"quoted": article.quoted_percent, "sha256": article.sha256, "words": article.words}
                for article_id, article in self.articles.items()
            },
            "excerpts": {
                reference: {"sha256": excerpt.sha256, "stretches": excerpt.stretches}
                for reference, excerpt in self.excerpts.items()
            },
            "format": FORMAT,
        }
        return json.dumps(data, indent=1, sort_keys=True) + "\n"

    def article(self, article_id: str) -> ArticleProof | None:
        """How long an article is and how much of it is quoted, or None where it was never read."""
        return self.articles.get(article_id)

    def proof(self, reference: str, quote: str) -> Proof | None:
        """Where a quotation stands in its article, or None where it was never proved or has changed since."""
        excerpt = self.excerpts.get(reference)
        article = self.articles.get(reference.partition("/")[0])
        if excerpt is None or article is None or excerpt.sha256 != quote_hash(quote):
            return None
        return Proof(article.words, excerpt.stretches[0][0])


def check_lock(tree: Tree, lock: Lock | None) -> tuple[list[Problem], list[Problem]]:
    """What has changed in a tree since it was proved, and as advice what is unproved, or in the lock and not in the tree."""
    lock = lock or Lock()
    changed: list[Problem] = []
    advice: list[Problem] = []
    for article_id, article in tree.articles.items():
        for excerpt_id, excerpt in article.excerpts.items():
            reference = f"{article_id}/{excerpt_id}"
            keys = ("articles", article_id, "excerpts", excerpt_id, "quote")
            if reference not in lock.excerpts:
                what = f"the excerpt `{reference}` is unproved; it should be proved with `{COMMAND}`"
                advice.append(Problem(what, keys, advice="unproved"))
            elif lock.proof(reference, excerpt.quote) is None:
                what = f"the quotation `{reference}` has changed since it was proved"
                changed.append(Problem(f"{what}; it must be put back, or proved with `{COMMAND}`", keys))
    return changed, advice + _unused(tree, lock)


def _unused(tree: Tree, lock: Lock) -> list[Problem]:
    """The entries of a lock that nothing in the tree needs, at the nearest place in the tree."""
    unused = []
    for reference in sorted(lock.excerpts):
        article_id, _, excerpt_id = reference.partition("/")
        if article_id not in tree.articles or excerpt_id not in tree.articles[article_id].excerpts:
            unused.append(_not_in_tree("excerpt", reference, article_id))
    unused.extend(
        _not_in_tree("article", article_id) for article_id in sorted(lock.articles.keys() - tree.articles.keys())
    )
    return unused


def _not_in_tree(kind: str, entry: str, article_id: str | None = None) -> Problem:
    what = f"`articles.lock` holds the {kind} `{entry}`, which is not in the tree; `{COMMAND}` leaves it out"
    keys: Keys = ("articles", article_id) if article_id else ("articles",)
    return Problem(what, keys, at_key=True, advice="unused-proof")


@lru_cache(maxsize=1 << 14)
def quote_hash(quote: str) -> str:
    """The sha256 of a quotation after normalisation, in hexadecimal."""
    return stretches_hash(stretches_of(quote))


def stretches_hash(stretches: list[list[str]]) -> str:
    """The sha256 of the words of a quotation, given by stretch, in hexadecimal."""
    return sha256(f" {ELISION} ".join(map(" ".join, stretches)).encode("utf-8", "surrogatepass")).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a dict; a key that stands twice is an error, for a merge leaves such."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise _EntryError("a key stands twice", twice)
    return found


def _line_of(key: str, text: str) -> int:
    """The line of the last place where a key stands in the lock, or the first line."""
    found = text.rfind(f'"{key}":') if key else -1
    return text.count("\n", 0, found) + 1 if found >= 0 else 1


def _lock(data: Any) -> Lock:
    parts = _held(data, ("about", "articles", "excerpts", "format"), "")
    if parts["format"] != FORMAT or isinstance(parts["format"], bool):
        raise _EntryError("this was written by another version", "format")
    articles = {key: _article(key, held) for key, held in _entries(parts["articles"], "articles")}
    return Lock(articles, {key: _excerpt(key, held, articles) for key, held in _entries(parts["excerpts"], "excerpts")})


def _entries(data: Any, key: str) -> list[tuple[str, Any]]:
    if not isinstance(data, dict):
        raise _EntryError(f"`{key}` is not a mapping", key)
    return list(data.items())


def _held(data: Any, keys: tuple[str, ...], key: str) -> dict[str, Any]:
    """A mapping with just these keys."""
    if not isinstance(data, dict) or data.keys() != set(keys):
        raise _EntryError(f"the entry does not hold {', '.join(f'`{name}`' for name in keys)}, and these alone", key)
    return data


def _article(article_id: str, data: Any) -> ArticleProof:
    held = _held(data, ("quoted", "sha256", "words"), article_id)
    if not ID_PATTERN.match(article_id):
        raise _EntryError("the entry is not the id of an article", article_id)
    if not _is_number(held["words"], 10**9) or not _is_number(held["quoted"], 100, float):
        raise _EntryError("the number of words or the share quoted is not one", article_id)
    return ArticleProof(_digest(held, article_id), held["words"], float(held["quoted"]))


def _excerpt(reference: str, data: Any, articles: dict[str, ArticleProof]) -> ExcerptProof:
    held = _held(data, ("sha256", "stretches"), reference)
    article_id, _, excerpt_id = reference.partition("/")
    if article_id not in articles or not ID_PATTERN.match(excerpt_id):
        raise _EntryError("the entry is not an excerpt of an article in the lock", reference)
    stretches = held["stretches"]
    if not isinstance(stretches, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in stretches):
        raise _EntryError("the stretches are not pairs of positions", reference)
    ends = [end for pair in stretches for end in pair]
    last = articles[article_id].words - 1
    if not ends or not all(_is_number(end, last) for end in ends) or ends != sorted(ends):
        raise _EntryError("the positions of the stretches are not in order within the article", reference)
    return ExcerptProof(_digest(held, reference), tuple((first, last) for first, last in stretches))


def _digest(held: dict[str, Any], key: str) -> str:
    if not isinstance(held["sha256"], str) or not _SHA256.match(held["sha256"]):
        raise _EntryError("the sha256 is not one", key)
    digest: str = held["sha256"]
    return digest


def _is_number(value: Any, most: int, *also: type) -> bool:
    return type(value) in (int, *also) and 0 <= value <= most
