"""The changed part of a tree as a drawing in Mermaid, which merge requests show: the questions, and where they lead."""

import re
from collections.abc import Collection

from ..model import Tree

MOST_QUESTIONS = 8
_LONGEST = 60  # characters
_SIGNS = re.compile(r"[^\w .,;:?!()/'-]|_")


def drawing(tree: Tree, questions: Collection[str]) -> str:
    """The questions of a tree with their answers and where these lead, as a fenced block; empty where there are none."""
    drawn = [question_id for question_id in tree.questions if question_id in questions][:MOST_QUESTIONS]
    if not drawn:
        return ""
    numbers: dict[str, int] = {}
    lines = []
    for question_id in drawn:
        for answer in tree.questions[question_id].answers.values():
            ends = [_box(tree, page_id, numbers) for page_id in (question_id, answer.leads_to)]
            lines.append(f'  {ends[0]} -- "{_words(answer.label)}" --> {ends[1]}\n')
    return "```mermaid\nflowchart LR\n" + "".join(lines) + "```\n"


def _box(tree: Tree, page_id: str, numbers: dict[str, int]) -> str:
    """A box with a title where a page is named first, and its name alone later; verdicts have round ends."""
    if page_id in numbers:
        return f"p{numbers[page_id]}"
    number = numbers[page_id] = len(numbers)
    left, right = ("[", "]") if page_id in tree.questions else ("([", "])")
    return f'p{number}{left}"{_words(tree.page(page_id).title)}"{right}'


def _words(text: str) -> str:
    """Text between quotes, of which no sign means anything to Mermaid or Markdown: signs are written as their numbers."""
    line = " ".join(text.split())
    cut = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return _SIGNS.sub(lambda match: f"#{ord(match[0])};", cut)
