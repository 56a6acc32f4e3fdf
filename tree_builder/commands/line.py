"""The command line: its arguments, and which command they call.

    decision-guide                      build the pages
    decision-guide publish              build the pages and the site, and put the whole of it in place
    decision-guide archive              pack the site as one zip
    decision-guide check                say what is wrong with the tree
    decision-guide serve                show the guide in a browser, and every edit at once
    decision-guide compare OLD          tell what readers will notice since OLD, or since the last frozen edition
    decision-guide edition              keep the words of this edition for old links
    decision-guide fingerprint FOLDER   prove the excerpts against the articles' texts in FOLDER
    decision-guide show TRAIL           print one path's verdict with the parts that hold
    decision-guide rename OLD NEW       give an id another name everywhere, and retire it
    decision-guide schema               print the JSON Schema of the format; with the ids of a tree: --of TREE
    decision-guide new FOLDER           begin a guide of your own, as a whole repository
    decision-guide reached LOG          count from a web server's log which verdicts are reached
    decision-guide upgrade              take a guide to the version of this program

Exit status: 0, or 1 for problems, or 2 for a wrong command line.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .. import __version__
from ..text.program import program
from .build import build
from .check import check
from .compare import compare
from .edition import edition
from .fingerprint import fingerprint
from .formats import FORMATS
from .new import new
from .options import DOCS, TREE, Options
from .reached import reached
from .rename import rename
from .schema import schema
from .show import show
from .upgrade import upgrade


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status; a wrong command line exits with 2."""
    arguments = _parser().parse_args(argv)
    with suppress(AttributeError):  # a name may have characters that the terminal, or a pipe, cannot take
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 130  # as shells say of a program that Ctrl-C ended
    except OSError as error:
        # Commands say what is wrong with files; this is the output: nobody reads it any more, or its disk is full.
        return _without_output(error)


def _run(arguments: argparse.Namespace) -> int:
    names = ("tree", "docs", "strict", "format")
    options = Options(**{name: getattr(arguments, name) for name in names if hasattr(arguments, name)})
    match getattr(arguments, "command", None):
        case "check":
            return check(options)
        case "serve":
            from .serve import serve  # MkDocs takes a moment to import, and only this command needs it

            return serve(options, arguments.port)
        case "compare":
            return compare(options, arguments.old, arguments.markdown)
        case "edition":
            return edition(options)
        case "fingerprint":
            return fingerprint(options, arguments.folder)
        case "show":
            return show(options, arguments.trail, arguments.verdict)
        case "rename":
            return rename(options, arguments.old, arguments.new)
        case "schema":
            return schema(options, arguments.of)
        case "new":
            return new(arguments.folder)
        case "publish" | "archive":
            return _publish(options, arguments)
        case "reached":
            return reached(options, arguments.logs)
        case "upgrade":
            return upgrade(arguments.folder, arguments.dry_run)
    return build(options)


def _publish(options: Options, arguments: argparse.Namespace) -> int:
    from . import archive, publish  # with them comes the site generator, for which no other command should wait

    if arguments.command == "archive":
        return archive.archive(options, arguments.site, arguments.out)
    if arguments.back:
        return publish.back(options, arguments.site)
    if arguments.clean:
        return publish.clean(options, arguments.site)
    return publish.publish(options, arguments.site, not arguments.umask)


def _without_output(error: OSError) -> int:
    """End quietly where nobody reads the output; what is still to be printed goes nowhere."""
    with suppress(OSError, ValueError):
        if not isinstance(error, BrokenPipeError):
            what = f"{error.filename or 'the output'} cannot be read or written ({error.strerror})"
            print(f"{program()}: {what}", file=sys.stderr, flush=True)
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
    return 1


def _parser() -> argparse.ArgumentParser:
    # Both parsers know the common options, so that they may stand before or after the command; a default of either
    # would overrule what the other was told.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--tree", type=Path, metavar="FILE", help=f"the tree (default: {TREE})")
    common.add_argument("--docs", type=Path, metavar="FOLDER", help=f"the folder of the pages (default: {DOCS})")
    common.add_argument("--strict", action="store_true", help="take advice for problems")
    common.add_argument("--format", choices=("text", *FORMATS), help="how problems are printed (default: text)")
    parser = argparse.ArgumentParser(
        prog=program(), description="Build the pages of a decision guide from its tree.", parents=[common]
    )
    parser.add_argument("--version", action="version", version=f"decision-guide {__version__}")
    added = parser.add_subparsers(dest="command", metavar="COMMAND")
    added.add_parser("build", help="build the pages (what it does without a command)", parents=[common])
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument("--site", type=Path, metavar="FOLDER", help="also SITE_DIR in the environment (default: site)")
    publish_ = added.add_parser(
        "publish", help="build pages and site, and put the site in place", parents=[common, place]
    )
    publish_.add_argument("--umask", action="store_true", help="leave it to the umask who may read the files")
    instead = publish_.add_mutually_exclusive_group()
    instead.add_argument("--back", action="store_true", help="put the site before this one in its place again")
    instead.add_argument("--clean", action="store_true", help="remove the site and the one before it")
    archive_ = added.add_parser("archive", help="publish, and pack the site as one zip", parents=[common, place])
    archive_.add_argument("out", nargs="?", type=Path, metavar="FILE", help="the zip (default: dist/guide.zip)")
    added.add_parser("check", help="say what is wrong with the tree, and write nothing", parents=[common])
    serve_ = added.add_parser("serve", help="show the guide in a browser, and every edit at once", parents=[common])
    port = os.environ.get("PORT") or "8000"
    serve_.add_argument("--port", type=int, default=port, metavar="NUMBER", help="also PORT in the environment")
    compare_ = added.add_parser("compare", help="tell what readers will notice since an older tree", parents=[common])
    compare_.add_argument(
        "old",
        nargs="?",
        metavar="OLD",
        help="an older tree or a frozen edition, or - for standard input (default: the last frozen edition)",
    )
    compare_.add_argument("--markdown", action="store_true", help="print Markdown, for a merge request")
    added.add_parser("edition", help="keep the words of this edition for old links", parents=[common])
    fingerprint_ = added.add_parser("fingerprint", help="prove the excerpts against the articles", parents=[common])
    fingerprint_.add_argument("folder", type=Path, metavar="FOLDER", help="holds ARTICLE-ID.txt, .md or .html")
    show_ = added.add_parser("show", help="print what one path's verdict says, or a verdict's paths", parents=[common])
    shown = show_.add_mutually_exclusive_group(required=True)
    shown.add_argument("trail", nargs="?", metavar="TRAIL", help="answers as in an address: QUESTION.ANSWER,…")
    shown.add_argument("--verdict", metavar="ID", help="a table of all paths to this verdict by its conditional parts")
    rename_ = added.add_parser("rename", help="give an id another name everywhere, and retire it", parents=[common])
    rename_.add_argument(
        "old",
        metavar="OLD",
        help="a page, an article, an option, QUESTION/ANSWER, QUESTION/~ITEM, ARTICLE/EXCERPT; where several have "
        "that id: question:ID, verdict:ID, article:ID, option:ID",
    )
    rename_.add_argument("new", metavar="NEW", help="the id that it gets")
    schema_ = added.add_parser("schema", help="print the JSON Schema of the format", parents=[common])
    schema_.add_argument("--of", type=Path, metavar="TREE", help="with the ids of that tree, for an editor to complete")
    new_ = added.add_parser("new", help="begin a guide of your own", parents=[common])
    new_.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a new or an empty folder, or an empty git repository"
    )
    reached_ = added.add_parser(
        "reached", help="count from a server's log which verdicts are reached", parents=[common]
    )
    reached_.add_argument("logs", nargs="+", metavar="LOG", help="a log of nginx or Apache, or - for standard input")
    upgrade_ = added.add_parser("upgrade", help="take a guide to the version of this program", parents=[common])
    upgrade_.add_argument("folder", type=Path, nargs="?", default=".", metavar="FOLDER", help="(default: this one)")
    upgrade_.add_argument("--dry-run", action="store_true", help="only say what would be done")
    return parser
