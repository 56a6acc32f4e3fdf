"""Begin a guide of another team: a small tree that uses every part of the format once, and what it needs to build.

The tree, its articles, `gitignore` and `gitattributes` are files of this package. `mkdocs.yml` is that of the guide that the tool itself
lies in, under another name.
"""

import json
import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ..check.check import check
from ..check.schema import schema_text
from ..model import Tree
from ..proof.articles import read_articles
from ..proof.elisions import vocabulary
from ..proof.lock import Lock
from ..proof.prove import prove
from ..read.document import load
from ..text.problems import of_file
from . import report

HERE = Path(__file__).parent / "starter"
HOME = Path(__file__).parent.parent.parent
TREE, ARTICLES, SITE, LOCK = "decision_tree.yaml", "articles", "mkdocs.yml", "articles.lock"
# When the starter was written. A new guide is as old as the day on which it is begun.
_REVIEWED, _REVIEW_DUE, _EDITION = "2026-11-21", "2027-11-21", "2026-11"
_YEAR = timedelta(days=365)


def new(folder: Path) -> int:
    """Begin a guide in `folder`, which must be empty or not exist yet. Returns the exit status."""
    try:
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            report.print_problems(
                [of_file(folder, "there is something already; it must be a new or an empty folder")], folder
            )
            return 1
        files = dict(_files(date.today()))
    except OSError as error:
        report.print_problems([of_file(error.filename or folder, f"cannot be read ({error.strerror})")], folder)
        return 1
    try:
        _put(files, folder)
    except OSError as error:
        report.print_problems([of_file(error.filename or folder, f"cannot be written ({error.strerror})")], folder)
        return 1
    print(_next_steps(folder))
    return 0


def _files(today: date) -> Iterator[tuple[str, bytes]]:
    """Every file of a new guide by its path below the folder."""
    text = _dated((HERE / TREE).read_text(encoding="utf-8"), today)
    tree, problems = check(load(text))
    assert tree is not None, problems
    yield TREE, text.encode()
    yield TREE.replace(".yaml", ".schema.json"), schema_text().encode()
    yield LOCK, _lock(tree, today).encode()
    yield SITE, _site(tree.guide.title).encode()
    yield ".gitignore", (HERE / "gitignore").read_bytes()
    yield ".gitattributes", (HERE / "gitattributes").read_bytes()
    for article in sorted((HERE / ARTICLES).iterdir()):
        yield f"{ARTICLES}/{article.name}", article.read_bytes()


def _dated(text: str, today: date) -> str:
    due = (today + _YEAR).isoformat()
    return text.replace(_REVIEW_DUE, due).replace(_REVIEWED, today.isoformat()).replace(_EDITION, f"{today:%Y-%m}")


def _lock(tree: Tree, today: date) -> str:
    lock, problems = prove(tree, read_articles(HERE / ARTICLES, tree), Lock(), vocabulary(), today)
    assert not problems, problems
    return lock.text()


def _site(title: str) -> str:
    named = f"site_name: {json.dumps(title, ensure_ascii=False)}"
    lines = (HOME / SITE).read_text(encoding="utf-8").splitlines()
    return "\n".join([*(named if line.startswith("site_name:") else line for line in lines), ""])


def _put(files: dict[str, bytes], folder: Path) -> None:
    """Write the files. Raises OSError; then what was written is removed again."""
    written: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            for above in [*reversed(path.parents)]:
                if not above.exists():
                    above.mkdir()
                    written.append(above)
            written.append(path)
            path.write_bytes(content)
    except OSError:
        for path in reversed(written):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _next_steps(folder: Path) -> str:
    tree, docs, site, articles = (shlex.quote(str(folder / name)) for name in (TREE, "docs", SITE, ARTICLES))
    return f"""{folder}: a guide to begin with. Build it, and look at site/index.html in it:

    python build_tree.py --tree {tree} --docs {docs}
    mkdocs build --strict -f {site}

See every edit at once in a browser:

    python build_tree.py serve --tree {tree} --docs {docs}

Then make {tree} yours. After a change of a quotation prove it against the articles:

    python build_tree.py --tree {tree} fingerprint {articles}"""
