#!/usr/bin/env python3
"""Build the pages of a decision guide from `decision_tree.yaml`: the command line, its arguments and wiring.

    build_tree.py                      build the pages
    build_tree.py check                say what is wrong with the tree
    build_tree.py watch                build again after every edit
    build_tree.py compare OLD.yaml     tell what readers will notice since OLD
    build_tree.py fingerprint FOLDER   prove the excerpts against the articles' texts in FOLDER
    build_tree.py schema               print the JSON Schema of the format
    build_tree.py new FOLDER           begin a guide of your own

Exit status: 0, or 1 for problems, or 2 for a wrong command line.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

TREE, DOCS = Path("decision_tree.yaml"), Path("docs")


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
        return _speechless(error)


def _run(arguments: argparse.Namespace) -> int:
    from tree_builder import commands  # here, because it takes a moment in which Ctrl-C may come

    wanted = commands.Options(
        tree=getattr(arguments, "tree", TREE),
        docs=getattr(arguments, "docs", DOCS),
        strict=getattr(arguments, "strict", False),
        format=getattr(arguments, "format", "text"),
    )
    match getattr(arguments, "command", None):
        case "check":
            return commands.check_tree(wanted)
        case "watch":
            gc.enable()  # this one goes on
            return commands.watch(wanted)
        case "compare":
            return commands.compare(wanted, arguments.old, arguments.markdown)
        case "fingerprint":
            return commands.fingerprint(wanted, arguments.folder)
        case "schema":
            return commands.print_schema()
        case "new":
            return commands.new(arguments.folder)
    return commands.build(wanted)


def _speechless(error: OSError) -> int:
    """End without a word where there is nobody to say it to; what is still to be printed goes nowhere."""
    with suppress(OSError, ValueError):
        if not isinstance(error, BrokenPipeError):
            what = f"{error.filename or 'the output'} cannot be read or written ({error.strerror})"
            print(f"build_tree.py: {what}", file=sys.stderr, flush=True)
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
    common.add_argument("--format", choices=("text", "json"), help="how problems are printed (default: text)")
    parser = argparse.ArgumentParser(
        prog="build_tree.py", description="Build the pages of a decision guide from its tree.", parents=[common]
    )
    added = parser.add_subparsers(dest="command", metavar="COMMAND")
    added.add_parser("build", help="build the pages (what it does without a command)", parents=[common])
    added.add_parser("check", help="say what is wrong with the tree, and write nothing", parents=[common])
    added.add_parser("watch", help="build again after every edit, until Ctrl-C", parents=[common])
    compare = added.add_parser("compare", help="tell what readers will notice since an older tree", parents=[common])
    compare.add_argument("old", metavar="OLD", help="the older tree, or - for standard input")
    compare.add_argument("--markdown", action="store_true", help="print Markdown, for a merge request")
    fingerprint = added.add_parser("fingerprint", help="prove the excerpts against the articles", parents=[common])
    fingerprint.add_argument("folder", type=Path, metavar="FOLDER", help="holds ARTICLE-ID.txt or ARTICLE-ID.md")
    added.add_parser("schema", help="print the JSON Schema of the format", parents=[common])
    new = added.add_parser("new", help="begin a guide of your own", parents=[common])
    new.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet, or is empty")
    return parser


if __name__ == "__main__":
    # A command makes hardly any garbage in cycles, and of a large tree looking for some takes a fifth of its time.
    gc.disable()
    sys.exit(main())
