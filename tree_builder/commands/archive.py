"""Pack a built site as one zip to hand to an intranet team: `python -m tree_builder.archive SITE OUT.zip`.

The same site gives the same bytes: names are sorted, all files have the same permissions and one time. That time is
SOURCE_DATE_EPOCH (seconds since 1970, see https://reproducible-builds.org/specs/source-date-epoch/), else the first
that a zip can hold. Everything lies in one folder, named as the zip is.
"""

import os
import sys
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_TIME = 315532800  # 1980-01-01
_LAST_TIME = 4354819198  # 2107-12-31
_PLAIN_FILE = 0o100644
_UNIX = 3


def archive(site: Path, out: Path) -> int:
    """Write every file of `site` but hidden ones into the zip `out`. Returns their number."""
    moment = time.gmtime(min(max(int(os.environ.get("SOURCE_DATE_EPOCH") or 0), _FIRST_TIME), _LAST_TIME))[:6]
    files = sorted((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file())
    shown = [(name, path) for name, path in files if not any(part.startswith(".") for part in name.split("/"))]
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(out.name + ".new")
    with ZipFile(unfinished, "w") as packed:
        for name, path in shown:
            entry = ZipInfo(f"{out.stem}/{name}", moment)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE << 16
            packed.writestr(entry, path.read_bytes(), compresslevel=9)
    unfinished.replace(out)
    return len(shown)


def main(arguments: list[str] | None = None) -> int:
    """The command line: 0, 1 where there is no site, 2 for a wrong command line."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 2:
        print("usage: python -m tree_builder.archive SITE OUT.zip", file=sys.stderr)
        return 2
    site, out = map(Path, given)
    if not (site / "index.html").is_file():
        print(f"{site}: there is no index.html; build the site first, with `make site`", file=sys.stderr)
        return 1
    print(f"{out}: {archive(site, out)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
