"""The rules of the format that span several entries: one generator a rule, whose docstring is the rule.

Each reads the data, however damaged, and yields the faults it finds; `graph_rules` has those about the whole graph.
"""

from collections.abc import Collection, Iterator
from itertools import chain

from .faults import Fault
from .markup import GUIDE_LINK, OUTSIDE_LINK, links_of
from .model import COUNT_PATTERN, ID_LENGTH, ID_PATTERN, RESERVED_IDS, count_range, shown
from .problems import Path
from .raw import Raw, mapping, text, texts


def unique_ids(raw: Raw) -> Iterator[Fault]:
    """An id is unique among questions, verdicts and articles together."""
    seen: dict[str, str] = {}
    for kind, entries in (("question", raw.questions), ("verdict", raw.verdicts), ("article", raw.articles)):
        for entry_id in entries:
            if entry_id in seen:
                what = f"the {kind} {shown(entry_id)} has the id of {seen[entry_id]}; each must have an id of its own"
                yield Fault((f"{kind}s", entry_id), what, at_key=True)
            seen.setdefault(entry_id, f"an {kind}" if kind == "article" else f"a {kind}")


def known_pages(raw: Raw) -> Iterator[Fault]:
    """`start` names a question; an answer leads to a question or a verdict; `see_also` names verdicts."""
    if raw.start is not None and raw.start not in raw.questions and "questions" not in raw.unreadable:
        yield unknown(("start",), "question", raw.start, raw.questions)
    if "verdicts" not in raw.unreadable:
        yield from _known_targets(raw)
    for verdict_id, verdict in raw.verdicts.items():
        for position, other in texts(verdict, "see_also"):
            if other not in raw.verdicts:
                yield unknown(("verdicts", verdict_id, "see_also", position), "verdict", other, raw.verdicts)


def _known_targets(raw: Raw) -> Iterator[Fault]:
    pages = dict.fromkeys(raw.page_ids())
    for question_id, edges in raw.edges.items():
        for answer_id, target in edges.items():
            if target not in pages:
                path = ("questions", question_id, "answers", answer_id, "leads_to")
                yield unknown(path, "question or verdict", target, pages)


def known_options(raw: Raw) -> Iterator[Fault]:
    """`favours` and `recommends` name an option."""
    excerpts = (
        (("articles", article_id, "excerpts", excerpt_id, "favours"), text(excerpt, "favours"))
        for article_id, excerpt_id, excerpt in raw.excerpts()
    )
    verdicts = ((("verdicts", key, "recommends"), text(verdict, "recommends")) for key, verdict in raw.verdicts.items())
    for path, option in chain(excerpts, verdicts):
        if option is not None and option not in raw.options and "options" not in raw.unreadable:
            yield unknown(path, "option", option, raw.options)


def known_excerpts(raw: Raw) -> Iterator[Fault]:
    """Every entry of an `excerpts` list names an excerpt, as article-id/excerpt-id."""
    known = {f"{article_id}/{excerpt_id}": None for article_id, excerpt_id, _ in raw.excerpts()}
    for path, holder in raw.holders():
        for position, reference in texts(holder, "excerpts"):
            if reference not in known and "articles" not in raw.unreadable:
                right = "it must be `article-id/excerpt-id` of one in this tree"
                yield unknown((*path, "excerpts", position), "excerpt", reference, known, right=right)


def known_links(raw: Raw) -> Iterator[Fault]:
    """A link in Markdown is http, https or mailto, or names a question, a verdict or an article."""
    kinds = {"question": raw.questions, "verdict": raw.verdicts, "article": raw.articles}
    for path, source in raw.markdown():
        for link in links_of(source):
            match = GUIDE_LINK.match(link)
            if match and match[2] not in kinds[match[1]] and f"{match[1]}s" not in raw.unreadable:
                right = f"it must name {'an' if match[1] == 'article' else 'a'} {match[1]} of this tree"
                what = f"the link {shown(link)} leads nowhere; {right}"
                yield Fault(path, what, found=match[2], known=kinds[match[1]])
            elif not match and not OUTSIDE_LINK.match(link):
                right = "it must be https, http or mailto, or `question:ID`, `verdict:ID` or `article:ID`"
                yield Fault(path, f"the link {shown(link)} is of no allowed kind; {right}")


def counts_fit(raw: Raw) -> Iterator[Fault]:
    """With a checklist every answer has a count, without one none has; the counts cover 0 to all items, once each."""
    for question_id, question in raw.questions.items():
        checklist = mapping(question, "checklist")
        if not checklist and isinstance(question, dict) and question.get("checklist"):
            continue  # it is no mapping, which is said where it stands
        for answer_id, answer in raw.answers(question_id).items():
            path = ("questions", question_id, "answers", answer_id)
            if checklist and isinstance(answer, dict) and answer.get("count") is None:
                what = f"the answer {_pair(question_id, answer_id)} has no `count`; with a checklist each must have one"
                yield Fault(path, what)
            if not checklist and text(answer, "count") is not None:
                what = f"the answer {_pair(question_id, answer_id)} has a `count`; with no checklist it must have none"
                yield Fault((*path, "count"), what, at_key=True)
        if checklist:
            yield from _covered(raw, question_id, len(checklist))


def _covered(raw: Raw, question_id: str, items: int) -> Iterator[Fault]:
    taken: dict[int, str] = {}
    path: Path = ("questions", question_id, "answers")
    numbers_of = {answer_id: _counted(answer) for answer_id, answer in raw.answers(question_id).items()}
    for answer_id, numbers in numbers_of.items():
        if numbers and numbers[-1] > items:
            count = "the checklist has one item" if items == 1 else f"the checklist has {items} items"
            yield Fault((*path, answer_id, "count"), f"{count}, so the count must not go beyond {items}")
        twice = [number for number in numbers if number in taken]
        if twice:
            what = f"{_numbers(twice)} ticked is also counted by {shown(taken[twice[0]])}"
            yield Fault((*path, answer_id, "count"), f"{what}; each number must have one answer")
        taken |= dict.fromkeys(numbers, answer_id)
    missing = [number for number in range(items + 1) if number not in taken]
    if missing and taken and all(numbers_of.values()):
        what = f"no answer of {shown(question_id)} counts {_numbers(missing)} ticked; counts must cover 0 to {items}"
        yield Fault(path, what)


def _counted(answer: object) -> range:
    """The numbers of ticked items that an answer counts; none where its count is missing or malformed."""
    count = text(answer, "count")
    return count_range(count) if count is not None and COUNT_PATTERN.match(count) else range(0)


def _pair(question_id: str, answer_id: str) -> str:
    return shown(f"{question_id}/{answer_id}")


def _numbers(numbers: list[int]) -> str:
    most = [str(number) for number in numbers[:12]]
    return ", ".join(most) + (f" and {len(numbers) - 12} more" if len(numbers) > 12 else "")


def examples_walk(raw: Raw) -> Iterator[Fault]:
    """An example's answers are a whole path from the start, no more and no less, to the verdict that it names."""
    for example_id, example in raw.examples.items():
        path: Path = ("examples", example_id)
        answers = mapping(example, "answers")
        yield from _known_answers(raw, path, answers)
        verdict = text(example, "verdict")
        if verdict is not None and verdict not in raw.verdicts and "verdicts" not in raw.unreadable:
            yield unknown((*path, "verdict"), "verdict", verdict, raw.verdicts)
        if answers and raw.start in raw.questions:
            yield from _walked(raw, path, answers, verdict)


def _known_answers(raw: Raw, path: Path, answers: dict[str, object]) -> Iterator[Fault]:
    for question_id, answer_id in answers.items():
        at = (*path, "answers", question_id)
        known = raw.answers(question_id)
        if question_id not in raw.questions and "questions" not in raw.unreadable:
            yield unknown(at, "question", question_id, raw.questions, at_key=True)
        elif known and isinstance(answer_id, str) and answer_id not in known:
            what = f"the question {shown(question_id)} has no answer {shown(answer_id)}; it must be one that it has"
            yield Fault(at, what, found=answer_id, known=known)


def _walked(raw: Raw, path: Path, answers: dict[str, object], verdict: str | None) -> Iterator[Fault]:
    here = raw.start or ""
    walked: set[str] = set()
    while here in raw.questions and here not in walked:
        walked.add(here)
        if here not in answers:
            what = f"the example stops at the question {shown(here)}; its answers must go on to a verdict"
            yield Fault((*path, "answers"), what)
            return
        target = raw.edges[here].get(str(answers[here]))
        if target is None:
            return  # the answer is unknown or leads nowhere, which is said where it stands
        here = target
    if here in raw.verdicts and verdict in raw.verdicts and here != verdict:
        what = f"the example's answers lead to the verdict {shown(here)}, not to {shown(verdict)}; the two must agree"
        yield Fault((*path, "verdict"), what)
    for question_id in answers:
        if question_id in raw.questions and question_id not in walked:
            what = f"the question {shown(question_id)} is not on the example's path; only those on it may be answered"
            yield Fault((*path, "answers", question_id), what, at_key=True)


def retired_forwards(raw: Raw) -> Iterator[Fault]:
    """What is retired is not in use, points at something live of its kind, and makes no chains."""
    excerpts = {f"{article_id}/{excerpt_id}": None for article_id, excerpt_id, _ in raw.excerpts()}
    answers = {f"{key}/{answer_id}": None for key in raw.questions for answer_id in raw.answers(key)}
    pairs = {**answers, **excerpts}
    live = {
        "question or verdict": dict.fromkeys(raw.page_ids()),
        "answer": answers,
        "excerpt": excerpts,
        "answer or excerpt": pairs,
    }
    for old, new in raw.retired.items():
        path: Path = ("retired", old)
        if not is_id_or_pair(old):
            what = f"{shown(old)} is no id; what is retired must be `page`, `question/answer` or `article/excerpt`"
            yield Fault(path, what, at_key=True)
            continue
        if old in pairs or raw.is_page(old) or old in raw.articles:
            what = f"{shown(old)} is retired but still in use; it must be removed here, or there"
            yield Fault(path, what, at_key=True)
        kind = _retired_kind(raw, old)
        if not isinstance(new, str) or new in live[kind]:
            continue
        if new in raw.retired:
            what = f"{shown(old)} forwards to {shown(new)}, which is retired too; it must forward to where that goes"
            yield Fault(path, what)
        else:
            right = f"what is retired must forward to {_RETIRED_TARGETS[kind]}"
            yield unknown(path, kind, new, live[kind], right=right)


_RETIRED_TARGETS = {
    "question or verdict": "a page",
    "answer": "an answer, as `question-id/answer-id`",
    "excerpt": "an excerpt, as `article-id/excerpt-id`",
    "answer or excerpt": "one, as `question-id/answer-id` or `article-id/excerpt-id`",
}


def _retired_kind(raw: Raw, old: str) -> str:
    """What a retired id was, and so what it must forward to, as far as today's tree can tell."""
    holder, slash, _ = old.partition("/")
    if not slash:
        return "question or verdict"
    of_page = holder in raw.questions or holder in raw.retired
    if of_page == (holder in raw.articles):
        return "answer or excerpt"
    return "answer" if of_page else "excerpt"


def is_id_or_pair(old: str) -> bool:
    """Whether `old` is written as an id, or as two joined by a slash."""
    parts = old.split("/")
    return len(parts) <= 2 and all(
        ID_PATTERN.match(part) and len(part) <= ID_LENGTH and part not in RESERVED_IDS for part in parts
    )


def unknown(
    path: Path,
    kind: str,
    found: str,
    known: Collection[str],
    at_key: bool = False,
    right: str = "it must be the id of one in this tree",
) -> Fault:
    """The fault of a reference that leads nowhere."""
    return Fault(path, f"the {kind} {shown(found)} does not exist; {right}", found=found, known=known, at_key=at_key)


RULES = (
    unique_ids,
    known_pages,
    known_options,
    known_excerpts,
    known_links,
    counts_fit,
    examples_walk,
    retired_forwards,
)
