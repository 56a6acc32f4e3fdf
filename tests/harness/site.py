"""A crawl of a built site: what each HTML file holds, and where its links lead."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LINKS = ("href", "src", "xlink:href", "poster", "data", "action", "formaction", "srcset")
# Elements that a browser fetches from without being asked. A link to elsewhere that a reader may follow is no such.
FETCHING = ("script", "img", "iframe", "source", "video", "audio", "embed", "object", "image", "use", "track", "input")
FETCHING_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect"}
ACTIVE = re.compile(r"on|style$|srcdoc$")


@dataclass
class Page:
    """What a crawl must know of one HTML file."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)  # where it leads, `cite` too
    fetched: list[str] = field(default_factory=list)  # what a browser loads with it
    headings: list[int] = field(default_factory=list)
    active: list[str] = field(default_factory=list)  # styles and handlers of single elements of its content
    tags: int = 0  # of its content
    words: str = ""  # of its content
    title: str = ""
    description: str = ""
    styles: str = ""


class Reader(HTMLParser):
    """Reads a `Page` out of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.inside = ""
        self.in_content = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the ids, the links and the headings of an element."""
        values = {name: value or "" for name, value in attrs}
        self.in_content |= tag == "article"
        self.page.tags += self.in_content
        if self.in_content:
            self.page.active += [f"<{tag} {name}={values[name]}>" for name in values if ACTIVE.match(name)]
        self.inside = tag if tag in ("title", "style") and not (tag == "title" and self.page.title) else ""
        if "id" in values:
            self.page.ids[values["id"]] += 1
        links = [values[name] for name in LINKS if name in values]
        self.page.links += links
        if "cite" in values and not values["cite"].startswith(("http://", "https://")):
            self.page.links.append(values["cite"])
        if tag in FETCHING or (tag == "link" and FETCHING_RELATIONS & set(values.get("rel", "").split())):
            self.page.fetched += links
        self.page.styles += values.get("style", "")
        if tag in HEADINGS:
            self.page.headings.append(int(tag[1]))
        if tag == "meta" and values.get("name") == "description":
            self.page.description = values["content"]

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.inside = ""
        self.in_content &= tag != "article"

    def handle_data(self, data: str) -> None:
        """Take the text of titles, styles and content."""
        if self.in_content:
            self.page.words += f"{data} "
        if self.inside == "title":
            self.page.title += data
        elif self.inside == "style":
            self.page.styles += data


def read(path: Path) -> Page:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def local_links(pages: dict[str, Page]) -> Iterator[tuple[str, str, str, str]]:
    """Every link within the site: its page, the link, the address that it names, the fragment."""
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            named = (Path("/site") / address).parent / unquote(parts.path) if parts.path else Path("/site") / address
            yield address, link, unquote(str(resolved(named))), unquote(parts.fragment)


def resolved(path: Path) -> str:
    """A path without `..`, from the site's root; a path that leaves the site stays as it is."""
    steps: list[str] = []
    for step in path.parts:
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return Path(*steps).as_posix().removeprefix("/site").removeprefix("/")
