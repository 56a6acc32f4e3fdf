"""The data of a document as the rules see it: whatever is malformed is passed over, and nothing fails."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ..fields import Found, texts

Mapping = dict[str, Any]


def mapping(data: Any, *keys: str) -> Mapping:
    """The mapping at `keys`, or an empty one where something else stands there."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def text(data: Any, key: str) -> str | None:
    """The text `key` of an entry, or None."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else None


class Data:
    """The entries of a tree by kind, however damaged, and every text that stands where the model has one."""

    def __init__(self, data: Any) -> None:
        self.raw = data
        self.options = mapping(data, "options")
        self.articles = mapping(data, "articles")
        self.questions = mapping(data, "questions")
        self.verdicts = mapping(data, "verdicts")
        self.examples = mapping(data, "examples")
        self.retired = mapping(data, "retired")
        self.withdrawn = data.get("withdrawn") if isinstance(data, dict) else None
        self.start = text(data, "start")
        # Sections that are missing or malformed, which is said where they stand: references into them are not reported.
        self.unreadable = {key for key in ("questions", "verdicts") if not mapping(data, key)}
        self.unreadable |= {key for key in ("options", "articles") if data.get(key) and not mapping(data, key)}
        self.edges = {
            question_id: {answer_id: target for answer_id, answer in mapping(question, "answers").items()
                          if (target := text(answer, "leads_to")) is not None}
            for question_id, question in self.questions.items()
        }  # fmt: skip
        self.texts: list[Found] = list(texts(data))

    def is_page(self, page_id: str) -> bool:
        """Whether that id is a question's or a verdict's."""
        return page_id in self.questions or page_id in self.verdicts

    @cached_property
    def pages(self) -> Mapping:
        """All questions, then all verdicts, by id."""
        return {**self.questions, **self.verdicts}

    def answers(self, question_id: str) -> Mapping:
        """The answers of a question by id."""
        return mapping(self.questions.get(question_id), "answers")

    def items(self, question_id: str) -> Mapping:
        """The items of a question's checklist by id."""
        return mapping(self.questions.get(question_id), "checklist")

    @cached_property
    def excerpts(self) -> dict[str, Any]:
        """Every excerpt by `article-id/excerpt-id`."""
        return {
            f"{article_id}/{excerpt_id}": excerpt
            for article_id, article in self.articles.items()
            for excerpt_id, excerpt in mapping(article, "excerpts").items()
        }

    def references(self, *targets: str) -> Iterator[Found]:
        """The texts that must name something of certain kinds, such as `question`."""
        return (found for found in self.texts if found.kind.refers_to in targets)
