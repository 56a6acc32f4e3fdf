"""The rules about references: everything that is named exists. What refers to what is declared in the model."""

from collections.abc import Collection, Iterator

from ..kinds import ASKED, ITEM, OWN_PAGE_PATTERN
from ..text.markdown import GUIDE_LINK, OUTSIDE_LINK, images_of, links_of
from ..text.problems import Keys, Problem, shown
from .data import Data, mapping

_SECTIONS = {
    "question": "questions",
    "verdict": "verdicts",
    "option": "options",
    "excerpt": "articles",
    "article": "articles",
}

_NO_OPTIONS = "no options"


def unknown(
    keys: Keys,
    kind: str,
    found: str,
    known: Collection[str],
    at_key: bool = False,
    right: str = "it must be the id of one in this tree",
    cause: str = "",
) -> Problem:
    """The problem of a reference that leads nowhere; all that name the same have one cause."""
    what = f"the {kind} {shown(found)} does not exist; {right}"
    return Problem(what, keys, at_key, found, known, cause=cause or f"unknown {found}")


def cause_of(data: Data, found: str) -> str:
    """The cause of a reference that leads nowhere: what it names; or the holder of that, where this is missing or empty."""
    holder = found.partition("/")[0]
    known = holder in data.questions or bool(mapping(data.articles.get(holder), "excerpts"))
    return f"unknown {found if known else holder}"


def known_references(data: Data) -> Iterator[Problem]:
    """A question, a verdict, a page, an option or an excerpt that something names is in the tree."""
    known: dict[str, Collection[str]] = {
        "question": data.questions,
        "verdict": data.verdicts,
        "question or verdict": data.pages,
        "option": data.options,
        "excerpt": data.excerpts,
    }
    right = {"excerpt": "it must be `article-id/excerpt-id` of one in this tree"}
    for found in data.references(*known):
        kind = found.kind.refers_to
        if found.text not in known[kind] and not _unreadable(data, kind):
            told = {"right": right[kind]} if kind in right else {}
            cause = _NO_OPTIONS if kind == "option" and not data.options else cause_of(data, found.text)
            yield unknown(found.keys, kind, found.text, known[kind], found.at_key, cause=cause, **told)


def _unreadable(data: Data, kind: str) -> bool:
    """Whether the sections that would hold it are at fault themselves, which is said where they stand."""
    return any(_SECTIONS[part] in data.unreadable for part in kind.split(" or "))


def known_sides(data: Data) -> Iterator[Problem]:
    """`favours` and `against` name an option, or a verdict as `verdict:ID`."""
    for found in data.references("option or verdict"):
        kind, colon, verdict = found.text.partition(":")
        if colon and kind == "verdict":
            if verdict not in data.verdicts and "verdicts" not in data.unreadable:
                yield unknown(found.keys, "verdict", verdict, data.verdicts)
        elif found.text not in data.options and "options" not in data.unreadable:
            right = "it must be the id of one in this tree" + ("" if data.options else ", or `verdict:ID`")
            yield unknown(
                found.keys, "option", found.text, data.options, right=right, cause="" if data.options else _NO_OPTIONS
            )


def known_answers(data: Data) -> Iterator[Problem]:
    """An answer that an example names is one of its question's, and so is an answer or an item in a condition."""
    for found in data.references("answer of that question", "answer or item of that question"):
        question_id = next(str(key) for key in reversed(found.keys) if isinstance(key, str))
        answers, items = data.answers(question_id), data.items(question_id)
        in_condition = found.kind.refers_to.startswith("answer or item")
        if not answers or found.text in answers or (in_condition and found.text == ASKED):
            continue
        right, cause = "it must be one that it has", f"unknown {question_id}/{found.text}"
        if in_condition and found.text.startswith(ITEM):
            if found.text[1:] not in items:
                named = [ITEM + item for item in items]
                what = f"the question {shown(question_id)} has no item {shown(found.text)} in a checklist"
                yield Problem(f"{what}; {right}", found.keys, found=found.text, known=named, cause=cause)
            continue
        what = f"the question {shown(question_id)} has no answer {shown(found.text)}"
        yield Problem(f"{what}; {right}", found.keys, found=found.text, known=answers, cause=cause)


def known_links(data: Data) -> Iterator[Problem]:
    """A link in Markdown is http, https or mailto, or names a question, a verdict, an article or an own page; no image is."""
    known = {"question": data.questions, "verdict": data.verdicts, "article": data.articles}
    for found in data.texts:
        if found.kind.name != "markdown":
            continue
        for image in images_of(found.text):
            what = f"{shown(image)} is an image, and a text of the guide holds none; a link must stand in place of the image"
            yield Problem(what, found.keys)
        for link in links_of(found.text):
            match = GUIDE_LINK.match(link)
            kind = match[1] if match else ""
            if match and kind in known:
                if match[2] not in known[kind] and f"{kind}s" not in data.unreadable:
                    yield _lost_link(found.keys, link, kind, match[2], known[kind])
            elif not OWN_PAGE_PATTERN.match(link) and not OUTSIDE_LINK.match(link):
                right = (
                    "it must be https, http or mailto, or `question:ID`, `verdict:ID`, `article:ID` or `page:FILE.md`"
                )
                yield Problem(f"the link {shown(link)} is of no allowed kind; {right}", found.keys)


def _lost_link(keys: Keys, link: str, kind: str, found: str, known: Collection[str]) -> Problem:
    right = f"it must name {'an' if kind == 'article' else 'a'} {kind} of this tree"
    what = f"the link {shown(link)} leads nowhere; {right}"
    return Problem(what, keys, found=found, known=known, cause=f"unknown {found}")


REFERENCE_RULES = (known_references, known_sides, known_answers, known_links)
