"""What MkDocs, its theme, a plugin or a hook raises, which may be anything, as a problem of one line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import MkDocsException

from ..text.problems import ProblemError, of_file

NO_SETTINGS = "MkDocs cannot use these settings"
NO_SITE = "MkDocs cannot make a site with these settings"


@contextmanager
def as_problem(path: object, what: str, *besides: type[BaseException]) -> Iterator[None]:
    """Make a problem with a file of whatever is raised, but of `besides`.

    MkDocs prints what is wrong and raises an error of few words: both are told.
    """
    told = _Told()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(told)
    try:
        yield
    except Exception as error:
        if isinstance(error, (ProblemError, *besides)):
            raise
        kind = "" if isinstance(error, MkDocsException) else f"{type(error).__name__}: "
        words = "; ".join(told.messages) or f"{kind}{error}"
        place = getattr(error, "filename", None) or path
        raise ProblemError(of_file(place, f"{what}: {' '.join(words.split())}")) from error
    finally:
        logger.removeHandler(told)


class _Told(logging.Handler):
    """Keeps what MkDocs says is wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
