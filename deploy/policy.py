"""Print the hashes of a site's inline scripts, as a Content-Security-Policy names them: `python deploy/policy.py site`."""

import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def script_hashes(site: Path) -> list[str]:
    """The hash of every inline script that runs on some page of `site`, each once, sorted."""
    scripts = {script for path in site.rglob("*.html") for script in _INLINE.findall(path.read_text(encoding="utf-8"))}
    return sorted(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)


if __name__ == "__main__":
    print(" ".join(script_hashes(Path(sys.argv[1]))))
