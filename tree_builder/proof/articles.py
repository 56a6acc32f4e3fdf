"""The articles in a folder: `ARTICLE-ID.txt`, `.md` or `.html`, read after their kind."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..model import Tree
from ..read.plain import UnreadableError, read_plain
from .lock import text_hash
from .places import SeenText
from .seen import KINDS, seen


@dataclass(frozen=True)
class ArticleFile:
    """The file of an article: its content, and its kind, one of KINDS."""

    content: str
    kind: str = KINDS[0]

    @cached_property
    def text(self) -> SeenText:
        """What readers see of it, as words."""
        return SeenText(seen(self.content, self.kind))

    @cached_property
    def sha256(self) -> str:
        """The hash of its content."""
        return text_hash(self.content)


def read_articles(folder: Path, tree: Tree) -> dict[str, ArticleFile]:
    """The files of the articles of a tree in a folder; one without is left out, and of several the first of KINDS counts.

    Raises ValueError for a folder that is not there and for a file that cannot be read as UTF-8 or is beyond a limit.
    """
    if not folder.is_dir():
        raise ValueError("there is no such folder; it must hold the articles' texts")
    files = {}
    for article_id in tree.articles:
        paths = (folder / f"{article_id}{kind}" for kind in KINDS)
        path = next((path for path in paths if os.path.lexists(path)), None)
        if path:
            files[article_id] = _read(path)
    return files


def _read(path: Path) -> ArticleFile:
    try:
        content = read_plain(path).decode("utf-8-sig")
        if "\0" in content:
            raise UnreadableError("has a NUL character; it must be text, saved as UTF-8")
        article = ArticleFile(content, path.suffix)
        article.text  # noqa: B018  (what is beyond a limit of a page is found here, where its file has a name)
        return article
    except UnicodeDecodeError as error:
        what = f"`{path.name}` is not UTF-8 from byte {error.start + 1:,} on; it must be text, saved as UTF-8"
        raise ValueError(what) from None
    except (UnreadableError, ValueError) as error:
        raise ValueError(f"`{path.name}` {error}") from None
