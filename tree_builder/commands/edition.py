"""The command `edition`: keep the words of an edition that is published, for the links that its readers make."""

from dataclasses import replace

from ..check.editions import ADVICE, differs, frozen_text
from ..check.reading import EDITIONS
from ..kinds import not_a_file_name
from ..text.problems import Problem, ProblemError
from ..write import files
from . import report
from .options import Options, examine


def edition(options: Options) -> int:
    """Freeze the edition of the tree. What is frozen stays as it is. Returns the exit status."""
    reading = examine(options)
    done = ""
    if reading.tree:
        name = reading.tree.guide.edition
        path = options.tree.with_name(EDITIONS) / f"{name}.json"
        changed = differs(reading.tree, reading.editions)
        unnamed = not_a_file_name(name)
        try:
            if unnamed:
                raise ProblemError(Problem(unnamed, ("guide", "edition")))
            if changed:
                raise ProblemError(changed)
            if any(frozen.guide.edition == name for frozen in reading.editions):
                done = f"{path}: frozen before, and the same."
            else:
                files.replace(path, frozen_text(reading.tree).encode())
                done = f"{path}: frozen. Commit this file, and never change it."
        except ProblemError as error:
            # The advice says the same.
            others = [problem for problem in reading.problems if problem.advice != ADVICE or problem.file]
            reading = replace(reading, problems=others).with_problems(error.problems)
    report.print_reading(reading, options)
    if reading.tree and options.format == "text":
        print(done)
    return 0 if reading.tree else 1
