"""Small trees that several tests begin with, and what makes a `Tree` of a text."""

from collections.abc import Callable, Iterable

from harness.strategies import sound
from tree_builder.check.check import check
from tree_builder.model import Tree
from tree_builder.read.document import load

SMALL_TREE = """
guide: {title: Tea or coffee?, summary: What to drink., edition: "2", reviewed: 2026-01-01, review_due: 2099-01-01}
options: {tea: Tea, coffee: Coffee}
start: hour
articles:
  leaf-2020:
    title: A leaf
    url: https://example.org/leaf
    excerpts:
      calm: {quote: tea calms the mind, favours: tea}
questions:
  hour:
    title: What time is it?
    answers:
      morning: {label: Morning, leads_to: coffee}
      evening: {label: Evening, leads_to: asleep, excerpts: [leaf-2020/calm]}
  asleep:
    title: Do you wish to sleep?
    explain: Peppermint is spoken of only here.
    answers:
      soon: {label: Soon, leads_to: tea}
      later: {label: Later, leads_to: coffee}
verdicts:
  tea: {title: Drink tea, recommends: tea, summary: It calms., excerpts: [leaf-2020/calm]}
  coffee: {title: Drink coffee, recommends: coffee, summary: It wakes.}
retired:
  sleepy: asleep
  herbs: tea
  hour/night: hour/evening
  leaf-2019/calm: leaf-2020/calm
  leaf-2020/quiet: leaf-2020/calm
"""
OLD = """
guide: {title: A or B?, summary: Which., edition: "1", reviewed: 2026-11-21, review_due: 2027-11-21, about: How.}
options: {a: Option A, b: Option B}
start: size
articles:
  kim:
    title: On sizes
    excerpts:
      small: {quote: Small wants A., favours: a}
      large: {quote: Large wants B., favours: b}
questions:
  size:
    title: How large?
    excerpts: [kim/small]
    answers:
      small: {label: Small, leads_to: take-a}
      large: {label: Large, leads_to: team}
  team:
    title: Which team?
    checklist: {ann: Ann, bob: Bob}
    answers:
      none: {label: Nobody, leads_to: take-a, count: "0"}
      some: {label: Somebody, leads_to: take-b, count: 1-2}
verdicts:
  take-a: {title: Take A, summary: It is enough., recommends: a, unless: [It grows.]}
  take-b: {title: Take B, summary: It is needed., recommends: b}
examples:
  blog: {title: A blog, answers: {size: small}, verdict: take-a}
retired:
  weight: size
"""
# The file of OLD as a frozen edition.
FROZEN = """{
"edition": "1",
"format": 1,
"start": "size",
"options": {
 "a": "Option A",
 "b": "Option B"
},
"questions": {
 "size": {"title": "How large?", "answers": {
  "large": {"label": "Large", "leads_to": "team"},
  "small": {"label": "Small", "leads_to": "take-a"}
 }},
 "team": {"title": "Which team?", "checklist": {
  "ann": "Ann",
  "bob": "Bob"
 }, "answers": {
  "none": {"label": "Nobody", "leads_to": "take-a", "count": "0"},
  "some": {"label": "Somebody", "leads_to": "take-b", "count": "1-2"}
 }}
},
"verdicts": {
 "take-a": {"title": "Take A", "recommends": "a"},
 "take-b": {"title": "Take B", "recommends": "b"}
},
"articles": {
 "kim": {"excerpts": {
  "large": {},
  "small": {}
 }}
},
"retired": {
 "weight": "size"
}
}
"""


def tree_of(yaml: str) -> Tree:
    tree, problems = check(load(yaml))
    assert tree is not None, problems
    return tree


def edited(*edits: tuple[str, str]) -> str:
    """The old tree with each first text replaced by the second, wherever it stands."""
    yaml = OLD
    for was, now in edits:
        assert was in yaml
        yaml = yaml.replace(was, now)
    return yaml


def chain(length: int, order: Callable[[range], Iterable[int]], last: str = "yes", merged: bool = False) -> Tree:
    """Questions in a row; `no` leads to its verdict at once, or with `merged` to the next question too."""
    asked = list(order(range(length)))
    targets = {f"q{here}": f"q{after}" for here, after in zip(asked, asked[1:], strict=False)} | {f"q{asked[-1]}": last}
    return sound(
        {
            "guide": {"title": "?", "summary": ".", "edition": "1"}
            | dict.fromkeys(("reviewed", "review_due"), "2026-11-21"),
            "options": {"a": "A"},
            "start": f"q{asked[0]}",
            "questions": {
                key: {"title": "?", "answers": {
                    "no": {"label": "N", "leads_to": target if merged and target != last else "no"},
                    "yes": {"label": "Y", "leads_to": target}}}
                for key, target in targets.items()
            },
            "verdicts": {key: {"title": ".", "summary": "."} for key in ("no", last)},
        }
    )  # fmt: skip
