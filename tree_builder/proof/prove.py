"""Prove that every quotation stands word for word in its article, and make the lock of it.

What a word is belongs to `words`, what the lock holds to `lock`. A quotation that is not there is told with the nearest
stretch of the article and the words that break it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from ..model import Article, Tree
from ..text.problems import Problem, shown
from ..text.words import ELISION, article_words, stretches_of
from .lock import ArticleProof, ExcerptProof, Lock, stretches_hash

ENDINGS = (".txt", ".md")
MOST_QUOTED = 3  # at most one word in this many

# Common words tell little about where a quotation belongs, and would cost much.
_MOST_VOTERS = 12
_MOST_PLACES = 100
_SLACK = 4
_MOST_SHOWN = 20
_MOST_BREAKS = 3
_MOST_TOLD = 6

Stretch = tuple[int, int]


class _Line:
    """Words on one line, so that a run of them is found as a string is."""

    def __init__(self, words: Sequence[str], positions: Sequence[int]) -> None:
        self._text = f" {' '.join(words)} "
        self._starts = list(accumulate((len(word) + 1 for word in words), initial=0))
        self._positions = positions

    def find(self, words: Sequence[str], after: int) -> Stretch | None:
        """The positions of the first and the last word of the first run of `words` that begins at `after` or later."""
        begin = self._starts[bisect_left(self._positions, after)]
        found = self._text.find(f" {' '.join(words)} ", begin)
        if found < 0:
            return None
        first = bisect_left(self._starts, found)
        return self._positions[first], self._positions[first + len(words) - 1]


class _Text:
    """The words of an article. The numbers of its lists may be left out of a quotation, so there may be two lines."""

    def __init__(self, text: str) -> None:
        self.words, numbers = article_words(text)
        self._lines = [_Line(self.words, range(len(self.words)))]
        if numbers:
            skipped = set(numbers)
            kept = [position for position in range(len(self.words)) if position not in skipped]
            self._lines.append(_Line([self.words[position] for position in kept], kept))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The positions of each word."""
        places: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(self.words):
            places[word].append(position)
        return dict(places)

    def find(self, words: Sequence[str], after: int = 0) -> Stretch | None:
        """Where a run of words ends first, of all that begin at the position `after` or later; None for nowhere."""
        found = [place for line in self._lines if (place := line.find(words, after))]
        return min(found, key=lambda place: place[1], default=None)


class _NotThereError(Exception):
    """The stretch of a quotation that is not where it should be."""

    def __init__(self, stretch: list[str]) -> None:
        super().__init__(stretch)
        self.stretch = stretch


def read_articles(folder: Path, tree: Tree) -> dict[str, str]:
    """The texts of the articles of a tree: `ARTICLE-ID.txt`, or else `.md`, in a folder; one without is left out.

    Raises ValueError for a folder that is not there and for a file that cannot be read as UTF-8.
    """
    if not folder.is_dir():
        raise ValueError("there is no such folder; it must hold the articles' texts")
    texts = {}
    for article_id in tree.articles:
        path = next((path for ending in ENDINGS if (path := folder / f"{article_id}{ending}").is_file()), None)
        if path:
            texts[article_id] = _read(path)
    return texts


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"`{path.name}` is not UTF-8 from byte {error.start + 1:,} on; it must be text, saved as UTF-8"
        raise ValueError(what) from None
    except OSError as error:
        raise ValueError(f"`{path.name}` cannot be read ({error.strerror})") from None


def prove(tree: Tree, texts: dict[str, str]) -> tuple[Lock | None, list[Problem]]:
    """The lock of a tree whose every quotation stands in the text of its article, or None and what is wrong."""
    lock = Lock()
    problems: list[Problem] = []
    for article_id, article in tree.articles.items():
        if article_id in texts:
            problems.extend(_prove_article(lock, article_id, article, texts[article_id]))
        elif article.excerpts:
            files = " or ".join(f"`FOLDER/{article_id}{ending}`" for ending in ENDINGS)
            what = f"the text of the article `{article_id}` is missing; it must stand in {files}"
            problems.append(Problem(what, ("articles", article_id), at_key=True))
    return (None, problems) if problems else (lock, [])


def _prove_article(lock: Lock, article_id: str, article: Article, source: str) -> Iterator[Problem]:
    """Add an article and its excerpts to the lock, and yield what cannot be proved."""
    text = _Text(source)
    quoted: set[int] = set()
    for excerpt_id, excerpt in article.excerpts.items():
        stretches = stretches_of(excerpt.quote)
        try:
            places = _places(text, stretches)
        except _NotThereError as failure:
            what = _not_there(text, failure, article_id, excerpt.quote)
            yield Problem(what, ("articles", article_id, "excerpts", excerpt_id, "quote"))
            continue
        lock.excerpts[f"{article_id}/{excerpt_id}"] = ExcerptProof(stretches_hash(stretches), places)
        quoted.update(position for first, last in places for position in range(first, last + 1))
    words = len(text.words)
    percent = round(100 * len(quoted) / words, 1) if words else 0.0
    lock.articles[article_id] = ArticleProof(_text_hash(source), words, percent)
    if len(quoted) * MOST_QUOTED > words:
        what = f"{percent} % of the words of `{article_id}` are quoted ({len(quoted):,} of {words:,})"
        yield Problem(f"{what}; it must be at most a third", ("articles", article_id), at_key=True)


def _places(text: _Text, stretches: list[list[str]]) -> tuple[Stretch, ...]:
    """Where the stretches of a quotation stand, each the first after the one before. Raises _NotThereError."""
    places: list[Stretch] = []
    for stretch in stretches:
        after = places[-1][1] + 1 if places else 0
        place = text.find(stretch, after)
        if place is None:
            raise _NotThereError(stretch)
        places.append(place)
    return tuple(places)


def _not_there(text: _Text, failure: _NotThereError, article_id: str, quote: str) -> str:
    stretch = shown(" ".join(failure.stretch))
    if text.find(failure.stretch):
        return f"{stretch} stands in `{article_id}` only before the stretch that it follows here; it must be in order"
    what = f"{stretch} must stand word for word in `{article_id}`, and does not: {_difference(text, failure.stretch)}"
    other = next((mark for mark in ("[...]", "(...)", "(…)", "...", "…") if mark in quote.replace(ELISION, "")), None)
    return f"{what}; an elision must be written `{ELISION}`, not `{other}`" if other else what


def _text_hash(text: str) -> str:
    return sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).hexdigest()


def _difference(text: _Text, stretch: Sequence[str]) -> str:
    """How the nearest stretch of an article differs from a stretch of a quotation; at most some twenty of its words."""
    start = _nearest(text, stretch)
    if start is None:
        return "nothing in the article is like it"
    window = text.words[max(0, start - _SLACK) : start + len(stretch) + _SLACK]
    changes = _changes(window, stretch)
    breaks = [_told(window[a:b], stretch[c:d]) for a, b, c, d in changes[:_MOST_BREAKS]]
    around = max(0, changes[0][0] - _MOST_SHOWN // 2)
    near = " ".join(window[around : around + _MOST_SHOWN])
    return f"the article has {'; '.join(breaks)}; the nearest stretch is `{near}`"


def _nearest(text: _Text, stretch: Sequence[str]) -> int | None:
    """Where in the article a stretch would begin, by the votes of its rarest words; None if none is there."""
    rarest = sorted({word for word in stretch if word in text.places}, key=lambda word: (len(text.places[word]), word))
    votes: dict[int, float] = defaultdict(float)
    for n, word in enumerate(stretch):
        if word in rarest[:_MOST_VOTERS]:
            places = text.places[word]
            for position in places[:_MOST_PLACES]:
                votes[position - n] += 1 / len(places)
    # A word more or less shifts all that follow it, so a vote counts a little for the starts beside it.
    near = {
        start: sum(votes.get(start + shift, 0) / (1 + abs(shift)) for shift in range(-_SLACK, _SLACK + 1))
        for start in votes
    }
    return max(near, key=lambda start: (near[start], -start)) if near else None


def _changes(window: Sequence[str], stretch: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """What differs, as positions in both; the words of the window before and after the stretch are no difference."""
    matcher = SequenceMatcher(None, window, stretch, autojunk=False)
    changes = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if c == 0:
            a = max(a, b - d)
        if d == len(stretch):
            b = min(b, a + d - c)
        if a < b or c < d:
            changes.append((a, b, c, d))
    return changes


def _told(found: Sequence[str], quoted: Sequence[str]) -> str:
    return f"{_few(found)} where the quotation has {_few(quoted)}"


def _few(words: Sequence[str]) -> str:
    more = " …" if len(words) > _MOST_TOLD else ""
    return f"`{' '.join(words[:_MOST_TOLD])}{more}`" if words else "nothing"
