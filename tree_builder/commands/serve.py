"""The command `serve`: the pages in a browser, which shows every edit by itself.

This process watches what the author edits and builds the pages; MkDocs, its child, serves them on this machine only,
and watches the pages, styles and scripts. Whichever of the two ends takes the other with it.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .options import SITE, Options
from .watch import rounds, until_stopped

HOST = "127.0.0.1"
_PATIENCE = 5  # seconds for the server to end
_PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


def serve(options: Options, port: int) -> int:
    """Build and serve until a signal says otherwise; the first page is served once there is one."""
    server: subprocess.Popen[bytes] | None = None
    with until_stopped():
        try:
            for _ in rounds(options):
                if server is None and (options.docs / "index.md").is_file():
                    server = _serve(options.docs.parent / SITE, port)
                if server is not None and server.poll() is not None:
                    what = f"the server has ended; where port {port} is in use, PORT=NUMBER names another"
                    print(what, file=sys.stderr)
                    return 1
        finally:
            if server is not None:
                _end(server)
    return 0


def _serve(site: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"{HOST}:{port}", "-f", str(site)]
    # With the address of the published guide MkDocs would serve below its path.
    environment = {key: value for key, value in os.environ.items() if key != "SITE_URL"}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "DECISION_GUIDE_BUILT": "1"}  # see mkdocs_hook
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_not_orphaned()
    )


def _not_orphaned() -> Callable[[], None] | None:
    """On Linux, what makes a child end even when this process is killed and can tidy up nothing."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def arrange() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server by an interrupt, on which it also removes the site that it keeps among the temporary files."""
    if os.name == "posix":
        server.send_signal(signal.SIGINT)
    else:
        server.terminate()
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
