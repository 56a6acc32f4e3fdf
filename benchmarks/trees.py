"""Trees to measure with: four shapes of a given number of pages, as YAML text."""

from collections.abc import Callable, Iterator

_HEAD = """guide:
  title: A benchmark
  summary: A tree to measure with.
  edition: 2026-11
  reviewed: 2026-11-21
  review_due: 2099-11-21
options:
  one: One
  two: Two
start: q0
articles:
  notes:
    title: Notes
    excerpts:
"""
_EXCERPTS = 40

Answers = list[list[str]]  # for each question the pages that its answers lead to

MOST_FANNED = 5_000


def balanced(pages: int) -> tuple[Answers, int]:
    """A tree in which each question has two answers: half of the pages are questions."""
    questions = pages // 2
    return [[_page(2 * n + 1, questions), _page(2 * n + 2, questions)] for n in range(questions)], questions + 1


def chain(pages: int) -> tuple[Answers, int]:
    """Each question leads to the next one or to a verdict of its own."""
    questions = pages // 2
    return [[_page(n + 1, questions), f"v{n}"] for n in range(questions - 1)] + [
        [f"v{questions - 1}", f"v{questions}"]
    ], questions + 1


def fan(pages: int) -> tuple[Answers, int]:
    """One question with as many answers as there are verdicts; past what a question may have, the next one goes on."""
    questions = -(-pages // (MOST_FANNED + 1))
    verdicts = [f"v{n}" for n in range(pages - questions)]
    answers = [verdicts[n * MOST_FANNED : (n + 1) * MOST_FANNED] for n in range(questions)]
    return [[*held, f"q{n + 1}"] if n + 1 < questions else held for n, held in enumerate(answers)], len(verdicts)


def merging(pages: int) -> tuple[Answers, int]:
    """Ranks of eight questions, each leading to three of the next rank: exponentially many paths, few verdicts."""
    ranks = max(2, (pages - 9) // 8)
    answers = [[f"q{n}" for n in range(1, 9)]]
    for rank in range(ranks):
        for place in range(8):
            following = [(rank + 1) * 8 + 1 + (place + step) % 8 for step in (0, 1, 3)]
            last = rank == ranks - 1
            answers.append([f"v{(page - 1) % 8}" if last else f"q{page}" for page in following])
    return answers, 8


def _page(number: int, questions: int) -> str:
    return f"q{number}" if number < questions else f"v{number - questions}"


SHAPES: dict[str, Callable[[int], tuple[Answers, int]]] = {
    "balanced": balanced,
    "chain": chain,
    "fan": fan,
    "merging": merging,
}


def tree_text(shape: str, pages: int) -> str:
    """The YAML of a tree of that shape with about that many pages, written as an author would."""
    answers, verdicts = SHAPES[shape](pages)
    return "".join(_lines(answers, verdicts))


def _lines(answers: Answers, verdicts: int) -> Iterator[str]:
    yield _HEAD
    for n in range(_EXCERPTS):
        favours = ("one", "two", None)[n % 3]
        yield f"      e{n}:\n        quote: These are the words of excerpt number {n} here\n"
        yield f"        favours: {favours}\n" if favours else ""
    yield "questions:\n"
    for n, targets in enumerate(answers):
        yield f"  q{n}:\n    title: What of matter number {n}?\n    explain: Why matter {n} bears on the choice, in a line.\n"
        yield f"    excerpts: [notes/e{n % _EXCERPTS}]\n    answers:\n"
        for m, target in enumerate(targets):
            yield f"      a{m}:\n        label: Answer {m} to matter {n}\n        leads_to: {target}\n"
            yield f"        excerpts: [notes/e{(n + m) % _EXCERPTS}]\n"
    yield "verdicts:\n"
    for n in range(verdicts):
        yield f"  v{n}:\n    title: Verdict number {n}\n    recommends: {'one' if n % 2 else 'two'}\n    strength: strong\n"
        yield f"    summary: Do what verdict {n} says.\n    unless: [Matter {n} has changed.]\n"
        yield f"    next_steps: [Begin.]\n    excerpts: [notes/e{n % _EXCERPTS}]\n"
