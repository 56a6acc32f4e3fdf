"""What the record of a verdict is made of: Markdown in the shape of a MADR 4 decision record, with four gaps.

The script of a verdict's page fills the gaps with what depends on the trail: the answers, the evidence, what would
change it, and the link. All author text in it is escaped here, so a record is valid CommonMark whatever a label says.
"""

from typing import Any

from ..model import Article, Excerpt, Tree, Verdict
from ..text.escape import commonmark
from ..text.markdown import text_of


def evidence_data(tree: Tree) -> dict[str, Any]:
    """The data of `assets/evidence.js`: words by id, excerpts with the option they favour, who holds them, records."""
    return {
        "words": dict(_words(tree)),
        "excerpts": {
            f"{key}/{excerpt_id}": [excerpt.favours[0] if excerpt.favours else None, _quoted(tree, article, excerpt)]
            for key, article in tree.articles.items()
            for excerpt_id, excerpt in article.excerpts.items()
        },
        "held": {"__proto__": None, **_held(tree)},
        "records": {key: _record(tree, verdict) for key, verdict in tree.verdicts.items()},
    }


def _words(tree: Tree) -> list[tuple[str, str]]:
    words = [(key, commonmark(verdict.title)) for key, verdict in tree.verdicts.items()]
    for question_id, question in tree.questions.items():
        words.append((question_id, commonmark(question.title)))
        words += [(f"{question_id}/{key}", commonmark(answer.label)) for key, answer in question.answers.items()]
        words += [(f"{question_id}~{key}", commonmark(item)) for key, item in question.checklist.items()]
    return words


def _held(tree: Tree) -> dict[str, tuple[str, ...]]:
    held = {key: question.excerpts for key, question in tree.questions.items()}
    for question_id, question in tree.questions.items():
        held |= {f"{question_id}/{key}": answer.excerpts for key, answer in question.answers.items()}
    held |= {key: tuple(cited.excerpt for cited in verdict.excerpts) for key, verdict in tree.verdicts.items()}
    return {key: references for key, references in held.items() if references}


def _quoted(tree: Tree, article: Article, excerpt: Excerpt) -> str:
    """An excerpt with its attribution, and the option that it favours in words."""
    author = commonmark(article.author) if article.author else "author not stated"
    when = article.published or "not dated"
    where = f", <{article.url}>" if article.url else ""
    favours = f"favours {commonmark(tree.options[excerpt.favours[0]])}" if excerpt.favours else "favours none"
    return f"“{commonmark(excerpt.quote)}” ({author}, *{commonmark(article.title)}*, {when}{where}; {favours})"


def _record(tree: Tree, verdict: Verdict) -> list[str]:
    """The parts of a record between its gaps: answers, evidence, what would change it, link."""
    guide = tree.guide
    strength = f", a {verdict.strength[-1].strength} verdict" if verdict.strength else ""
    chosen = commonmark(tree.options[verdict.recommends]) if verdict.recommends else "none over another"
    options = "\n".join(f"* {commonmark(name)}" for name in tree.options.values())
    fields = "".join(f"* {commonmark(text_of(field.text))}\n" for field in verdict.unless)
    unless = f"The verdict does not hold in these cases:\n\n{fields}" if fields else ""
    return [
        f"""---
status: proposed
date:
decision-makers:
---

# {commonmark(verdict.title)}

## Context and Problem Statement

{commonmark(guide.title)}

Our context:



## Decision Drivers

The answers given in the guide:

""",
        f"""
## Considered Options

{options}

## Decision Outcome

Chosen option: {chosen}{strength}: {commonmark(text_of(verdict.summary[-1].text))}

Where we deviate from it, and why:



### Consequences

""",
        f"""
{unless}
### Confirmation



## More Information

What would change it:

""",
        f"""
Guide: {commonmark(guide.title)} Edition {commonmark(guide.edition)}, reviewed {guide.reviewed}.

Link: <""",
        ">\n",
    ]
