"""The results as data: ranges, what was measured, where and when. `results.json` is read and written here only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from .subjects import MEASURES

FILE = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class Range:
    """From the 10th to the 90th percentile of what the processes gave; both are the same where something is counted."""

    low: float
    high: float

    def shown(self, measure: str, unit: bool = True) -> str:
        """The range as it is printed everywhere: `46 to 55 µs`, `12 lines`, or `1 file`."""
        decimals = MEASURES[measure].decimals
        low, high = f"{self.low:,.{decimals}f}", f"{self.high:,.{decimals}f}"
        text = low if low == high else f"{low} to {high}"
        name = MEASURES[measure].unit
        return f"{text} {name.removesuffix('s') if text == '1' and name.islower() else name}" if unit else text


Figures = Mapping[str, Mapping[str, Range]]  # by measure, then by application


@dataclass(frozen=True)
class Results:
    """Everything that one run of the measurements found out.

    `measured` is the day, `machine` says what it ran on in words, `processes` is how many of each application gave a
    figure, and `versions` are those of the packages by name.
    """

    measured: str
    machine: Mapping[str, str]
    processes: int
    requests: Mapping[str, int]
    versions: Mapping[str, str]
    figures: Figures
    outcomes: Mapping[str, str]


def range_of(measure: str, values: Sequence[float]) -> Range:
    """The 10th and the 90th percentile of some values, rounded as they are shown."""
    tenths = quantiles(values, n=10, method="inclusive") if len(values) > 1 else values
    decimals = MEASURES[measure].decimals
    return Range(round(tenths[0], decimals), round(tenths[-1], decimals))


def write(results: Results, file: Path = FILE) -> None:
    """Write the results as JSON, the same bytes for the same results."""
    file.write_text(json.dumps(asdict(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(file: Path = FILE) -> Results:
    """Read what `write` wrote."""
    data = json.loads(file.read_text(encoding="utf-8"))
    figures = {
        measure: {application: Range(**range_) for application, range_ in row.items()}
        for measure, row in data.pop("figures").items()
    }
    return Results(figures=figures, **data)
