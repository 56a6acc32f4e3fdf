"""The program itself as a hash, which tells whether other pages would come of the same tree.

It is taken when the package is loaded, before the modules that it is a hash of: whoever saves one of them while a build
runs gets a needless build afterwards, and never a page of the old module taken for one of the new.
"""

import secrets
from hashlib import blake2b
from pathlib import Path

_PARTS = ("*.py", "templates/*.md")


def hash_of_program(package: Path) -> str:
    """A hash of the modules and templates of `package`; another one each time where one of them cannot be read."""
    whole = blake2b(digest_size=16)
    for path in (path for part in _PARTS for path in sorted(package.glob(part))):
        if path.name.startswith(".") or not path.is_file():
            continue  # what editors and file systems leave beside them
        try:
            raw = path.read_bytes()
        except OSError:
            raw = secrets.token_bytes()
        whole.update(f"{path.name} {len(raw)}\n".encode() + raw)
    return whole.hexdigest()


PROGRAM = hash_of_program(Path(__file__).parent)
