"""What a second person reads first in a merge request: what readers will decide differently, and what is still missing.

In titles and labels, not in ids; text of authors in code spans only. What else differs is `compare`'s to tell.
"""

from collections.abc import Sequence

from ..model import Tree
from .compare import Comparison, number, span
from .decisions import Cause, Decision, decisions
from .drawing import drawing
from .published import Turned

MOST_TOLD = 20
_LAST_STEPS = 4


def review(old: Tree, new: Tree, found: Comparison, proof: str, missing: Sequence[str]) -> str:
    """The beginning of a review: decisions, a drawing before and after, the state of the proof, what is missing."""
    told = decisions(old, new, found.paths.first)
    return "".join(
        (
            "## What readers will decide differently\n\n",
            _decisions(old, new, found, told),
            _drawings(old, new, [decision.cause for decision in told]),
            f"\n## Proof\n\n{proof}\n",
            "\n## Missing for publication\n\n",
            "".join(f"* {line}\n" for line in missing) or "Nothing.\n",
            "\n",
        )
    )


def _decisions(old: Tree, new: Tree, found: Comparison, told: Sequence[Decision]) -> str:
    paths = found.paths
    lines = [f"* {_turned(new, entry)}\n" for entry in found.turned[:MOST_TOLD]]
    if len(found.turned) > MOST_TOLD:
        lines.append(f"* and {len(found.turned) - MOST_TOLD:,} more words that changed places\n")
    if not paths.differing:
        lines.append("\nNo answer leads elsewhere.\n" if lines else "Nothing: every old path leads to its verdict.\n")
        return "".join(lines)
    least, newline = "" if paths.exact else "at least ", "\n" if lines else ""
    lines += [
        f"{newline}{least}{number(paths.differing)} of {number(paths.before)} old paths do not lead to their verdict any more.\n\n"
    ]
    least = "" if paths.differing <= len(paths.first) else "at least "  # only the first differences were looked at
    for decision in told[:MOST_TOLD]:
        count = f"{least}{decision.paths:,} path{'s' * (decision.paths != 1)}"
        lines.append(f"* {_what(old, new, decision.cause)} ({count}). {_example(old, new, decision)}\n")
    if len(told) > MOST_TOLD:
        lines.append(f"* and {len(told) - MOST_TOLD:,} more changes\n")
    return "".join(lines)


def _turned(new: Tree, entry: Turned) -> str:
    """An id with the words of another one: whoever gave that answer, or was sent to that page, is read otherwise now."""
    holder, slash, _ = entry.id.partition("/")
    of = f"{span(new.questions[holder].title)}: " if slash else ""
    return f"{of}the {entry.noun} that said {span(entry.was)} says {span(entry.words)} now, and so do old links."


def _what(old: Tree, new: Tree, cause: Cause) -> str:
    question = new.questions[cause.question]
    match cause.kind:
        case "leads":
            answer, now, was = question.answers[cause.answer], new.page(cause.now), old.page(cause.was)
            return (
                f"{span(question.title)}: {span(answer.label)} leads to {span(now.title)}, before to {span(was.title)}"
            )
        case "lost":
            question_id, _, answer_id = cause.was.partition("/")
            return f"{span(question.title)} has no answer {span(old.questions[question_id].answers[answer_id].label)} any more"
    if _lost_ids(old, new, cause.question):
        return f"{span(question.title)} has another id, and the old one is not retired, so answers to it are lost"
    return f"{span(question.title)} is asked, which was not answered before"


def _lost_ids(old: Tree, new: Tree, question_id: str) -> set[str]:
    """The ids that a question of the new tree had before, by its title, and that are not retired."""
    title = new.questions[question_id].title
    gone = old.questions.keys() - new.questions.keys() - new.retired.keys()
    return {key for key in gone if old.questions[key].title == title}


def _example(old: Tree, new: Tree, decision: Decision) -> str:
    steps = [
        f"{span(old.questions[step.question].name)} {span(old.questions[step.question].answers[step.answer].label)}"
        for step in decision.first.trail[-_LAST_STEPS:]
    ]
    dots = "… → " * (len(decision.first.trail) > _LAST_STEPS)
    now = span(new.page(decision.first.now).title)
    ends = f"stops at the question {now}" if decision.first.stops else f"now {now}"
    return f"For example {dots}{' → '.join(steps)}: {ends}, before {span(old.verdicts[decision.first.was].title)}"


def _drawings(old: Tree, new: Tree, causes: Sequence[Cause]) -> str:
    """The questions of the causes and those that lead to a new one, as they were and as they are."""
    changed = {cause.question for cause in causes}
    asked = {cause.question for cause in causes if cause.kind == "asked"}
    changed |= {
        key for key, held in new.questions.items() if any(one.leads_to in asked for one in held.answers.values())
    }
    before = {key for key in old.questions if new.retired.get(key, key) in changed}
    before |= {key for question_id in asked for key in _lost_ids(old, new, question_id)}
    drawn = (("Before", drawing(old, before)), ("After", drawing(new, changed)))
    return "".join(f"\n**{name}**\n\n{block}" for name, block in drawn if block)
