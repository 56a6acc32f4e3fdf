"""Notes on excerpts that give figures: written from the results, and figures of a note held against the results.

The notes stand in the guide, as `since` of an excerpt, in whatever words its author finds. What is held here is that each
of their figures is one of the results for that very claim, and that they say the outcome that the rule gives.
"""

import re
from collections.abc import Mapping

from .claims import CLAIMS, Claim, by_condition
from .outcome import CONFIRM, CONTRADICT, IN_PART, NOT, Pair, Side, outcome_of
from .results import Figures, Results
from .subjects import MEASURES

NUMBER = r"\d[\d,]*(?:\.\d+)?"


def _singular(unit: str) -> str:
    """`line` of `lines`; abbreviations stay."""
    return unit.removesuffix("s") if len(unit) > 2 and unit.islower() else unit


UNITS = "|".join(sorted({f"{_singular(measure.unit)}s?" for measure in MEASURES.values()}))
FIGURE = re.compile(rf"(?<![\w.])({NUMBER})(?:(?:\s+to\s+|–)({NUMBER}))?\s+({UNITS})(?!\w)")
OUTCOME = re.compile("|".join((NOT, IN_PART, CONFIRM, CONTRADICT)))


def figures_in(text: str) -> list[str]:
    """All numbers with one of the units of the measures, a range as one figure, as the results print them."""
    return [" ".join(match[0].split()).replace("–", " to ") for match in FIGURE.finditer(text)]


def faults_of(note: str, reference: str, results: Results) -> list[str]:
    """What is wrong with a note on an excerpt (`article/excerpt`) that gives figures; empty where nothing is."""
    keys = [key for key, claim in CLAIMS.items() if reference in claim.excerpts]
    if not keys:
        return [f"no claim in measurements/claims.py names the excerpt {reference}"]
    known = [text for key in keys for text in known_for(CLAIMS[key], results.figures)]
    faults = [f"{figure} is no result for {reference}" for figure in figures_in(note) if figure not in known]
    if re.search(r"\d", _without_versions(FIGURE.sub("", note), results)):
        faults.append(f"a number in the note on {reference} has no unit that is measured")
    said = OUTCOME.search(note)
    if not said or said[0] not in {results.outcomes[key] for key in keys}:
        expected = " or ".join(results.outcomes[key] for key in keys)
        faults.append(f"the note on {reference} must say first that the figures {expected}")
    return faults


def known_for(claim: Claim, figures: Figures) -> list[str]:
    """Every figure that a claim is held against, as it is printed, always in the same order."""
    return [
        side.range(figures, pair.measure).shown(pair.measure) for pair in claim.pairs for side in (pair.less, pair.more)
    ]


def _without_versions(text: str, results: Results) -> str:
    for version in (*results.versions.values(), results.measured):
        text = text.replace(version, "")
    return text


def listing(results: Results) -> str:
    """The note of every claim, with where it belongs and where it leads to."""
    return "\n\n".join(
        f"{key}: {', '.join(claim.excerpts) or 'no excerpt stands for it'}\n{note_on(claim, results.figures)}"
        for key, claim in CLAIMS.items()
    )


def note_on(claim: Claim, figures: Figures) -> str:
    """The text of a claim's note, with the outcomes and figures of these results."""
    pairs = {"claim": claim.pairs, **by_condition(claim.pairs)}
    return re.sub(r"\{([^}]*)\}", lambda match: _filled(match[1], pairs, figures), claim.note)


def _filled(place: str, pairs: Mapping[str, tuple[Pair, ...]], figures: Figures) -> str:
    measure, colon, application = place.partition(":")
    if not colon:
        return outcome_of(pairs[place], figures)
    return Side(*application.split(" beyond ")).range(figures, measure).shown(measure)
