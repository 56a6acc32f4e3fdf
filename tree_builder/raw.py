"""The data of a document as the rules see it: whatever is malformed is passed over, and nothing fails."""

from collections.abc import Iterator
from typing import Any

from .problems import Path

Entries = dict[str, Any]


def mapping(data: Any, *keys: str) -> Entries:
    """The mapping at `keys`, or an empty one where something else stands there."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def texts(data: Any, key: str) -> list[tuple[int, str]]:
    """The texts of the list `key` of an entry, each with its position."""
    held = data.get(key) if isinstance(data, dict) else None
    return [(n, text) for n, text in enumerate(held) if isinstance(text, str)] if isinstance(held, list) else []


def text(data: Any, key: str) -> str | None:
    """The text `key` of an entry, or None."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else None


class Raw:
    """The entries of a tree by kind, however damaged."""

    def __init__(self, data: Any) -> None:
        self.guide = mapping(data, "guide")
        self.options = mapping(data, "options")
        self.articles = mapping(data, "articles")
        self.questions = mapping(data, "questions")
        self.verdicts = mapping(data, "verdicts")
        self.examples = mapping(data, "examples")
        self.retired = mapping(data, "retired")
        self.start = text(data, "start")
        # Sections that are missing or malformed, which is said where they stand: what refers to them is no news.
        self.unreadable = {key for key in ("options", "questions", "verdicts") if not mapping(data, key)}
        self.unreadable |= {key for key in ("articles",) if data.get(key) and not mapping(data, key)}
        self.edges = {
            question_id: {answer_id: target for answer_id, answer in mapping(question, "answers").items()
                          if (target := text(answer, "leads_to")) is not None}
            for question_id, question in self.questions.items()
        }  # fmt: skip

    def is_page(self, page_id: str) -> bool:
        """Whether that id is a question's or a verdict's."""
        return page_id in self.questions or page_id in self.verdicts

    def page_ids(self) -> tuple[str, ...]:
        """The ids of all questions, then of all verdicts."""
        return (*self.questions, *self.verdicts)

    def answers(self, question_id: str) -> Entries:
        """The answers of a question by id."""
        return mapping(self.questions.get(question_id), "answers")

    def excerpts(self) -> Iterator[tuple[str, str, Any]]:
        """Every excerpt: the id of its article, its own, and what it holds."""
        for article_id, article in self.articles.items():
            for excerpt_id, excerpt in mapping(article, "excerpts").items():
                yield article_id, excerpt_id, excerpt

    def holders(self) -> Iterator[tuple[Path, Any]]:
        """Everything that may cite excerpts, with its path, in the order of the file."""
        for question_id, question in self.questions.items():
            yield ("questions", question_id), question
            for answer_id, answer in mapping(question, "answers").items():
                yield ("questions", question_id, "answers", answer_id), answer
        for kind, entries in (("verdicts", self.verdicts), ("examples", self.examples)):
            for entry_id, entry in entries.items():
                yield (kind, entry_id), entry

    def markdown(self) -> Iterator[tuple[Path, str]]:
        """Every Markdown field with its path."""
        for path, entry in self._entries_with_markdown():
            for key in ("owner", "about", "explain", "summary", "note"):
                if (value := text(entry, key)) is not None:
                    yield (*path, key), value
            for key in ("unless", "next_steps"):
                for position, value in texts(entry, key):
                    yield (*path, key, position), value

    def _entries_with_markdown(self) -> Iterator[tuple[Path, Any]]:
        yield ("guide",), {key: self.guide.get(key) for key in ("owner", "about")}
        for article_id, article in self.articles.items():
            yield ("articles", article_id), article
        for article_id, excerpt_id, excerpt in self.excerpts():
            notes = excerpt.get("since") if isinstance(excerpt, dict) else None
            for position, note in enumerate(notes if isinstance(notes, list) else []):
                yield ("articles", article_id, "excerpts", excerpt_id, "since", position), note
        yield from (entry for entry in self.holders() if entry[0][0] != "examples")
