"""Each application must answer right under the real server, or nothing is measured and no result is written."""

import io
from pathlib import Path

from . import server
from .building import ANSWERS
from .subjects import THUMBNAILS, Application

BOUNDARY = "between-the-parts"


def check(application: Application, folder: Path) -> None:
    """Ask an application everything that it should answer. Raises RuntimeError when an answer is wrong."""
    with server.serving(folder, application.module):
        for path in application.paths:
            if path == THUMBNAILS:
                _check_thumbnails(folder)
            else:
                expect(folder, f"GET {path}", server.ask(folder, path), 200, ANSWERS[path].encode())


def _check_thumbnails(folder: Path) -> None:
    """A picture gives a thumbnail; nothing gives status 400; a GET gives 405."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (400, 200), "teal").save(picture, "PNG")
    answer = _post(folder, "image", picture.getvalue())
    expect(folder, "a picture", answer, 200)
    made = Image.open(io.BytesIO(answer[1]))
    if (made.format, made.size) != ("PNG", (128, 64)):
        raise RuntimeError(f"{folder.name}: the thumbnail is {made.format} of {made.size}, not a PNG of 128 by 64")
    expect(folder, "no picture", _post(folder, "other", b""), 400)
    expect(folder, "GET", server.ask(folder, THUMBNAILS), 405)


def _post(folder: Path, field: str, content: bytes) -> tuple[int, bytes]:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="a.png"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return server.ask(folder, THUMBNAILS, "POST", body, kind)


def expect(folder: Path, asked: str, answer: tuple[int, bytes], status: int, body: bytes | None = None) -> None:
    """Raise RuntimeError when an answer has another status, or another body where one is expected."""
    if answer[0] != status or body not in (None, answer[1]):
        raise RuntimeError(f"{folder.name}: {asked} was answered with {answer[0]}, {answer[1][:300]!r}")
