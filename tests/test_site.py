"""The built site: every link leads somewhere, nothing is fetched from elsewhere, every page is whole, lean and found."""

import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from harness.browser import tree_at
from harness.guide import ROOT
from harness.site import Page, local_links, read

from tree_builder.model import Tree
from tree_builder.pages.marker import is_marked
from tree_builder.pages.site import PAGES, Kind
from tree_builder.text.catalogue import messages

# What content may have, each of MkDocs' time and of the readers'.
MOST_TAGS = {"question": 250, "verdict": 500}
MOST_WORDS_ON_HOME = 200
MOST_BYTES_OF_INDEX = 20_000  # gzipped
MOST_BYTES_OF_OURS = 14 * 1024  # of a first view, compressed
OWN_PAGES = {"measurements.html", "packages.html"}
# Sections of the catalogue whose words are on pages that readers can search for.
SEARCHED = ("site", "condition", "strength", "question", "verdict", "proof", "article", "about")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page of the site by its address from the root, but the one for addresses that do not exist."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {name: read(path) for name, path in found.items() if name != "404.html" and not forwards(path)}


def forwards(path: Path) -> bool:
    """Whether an HTML file is no page, but forwards from an old address to one."""
    return is_marked(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return tree_at(ROOT)


def addresses_of(kind: Kind, tree: Tree) -> set[str]:
    return {kind.address()} if kind.is_single else {kind.address(id_) for id_ in getattr(tree, kind.folder)}


def named(pages: dict[str, Page], kind: str) -> dict[str, Page]:
    return {address: page for address, page in pages.items() if re.match(rf"{kind}s/(?!index)", address)}


def test_every_promised_address_is_there_and_no_other(site: Path, pages: dict[str, Page], tree: Tree) -> None:
    assert set(pages) == OWN_PAGES.union(*(addresses_of(kind, tree) for kind in PAGES))
    assert (site / "tree.json").is_file()
    for article_id, article in tree.articles.items():
        assert set(article.excerpts) <= set(pages[f"articles/{article_id}.html"].ids), article_id


def test_every_link_leads_to_a_file_of_the_site(site: Path, pages: dict[str, Page]) -> None:
    followed = list(local_links(pages))
    assert len(followed) > 50 * len(pages)
    assert [(page, link) for page, link, target, _ in followed if not (site / target).is_file()] == []


def test_every_old_address_forwards_to_a_page(site: Path, pages: dict[str, Page], tree: Tree) -> None:
    old = {path.relative_to(site).as_posix(): read(path) for path in site.rglob("*.html") if forwards(path)}
    followed = list(local_links(old))
    assert {page for page, _, target, _ in followed if target in pages} == old.keys()
    assert [(page, link) for page, link, target, _ in followed if not (site / target).is_file()] == []
    retired = {old.partition("/")[0] for old in tree.retired} - tree.articles.keys() - tree.questions.keys()
    assert {Path(page).stem for page in old} == retired - tree.verdicts.keys()


def test_every_fragment_leads_to_an_id(pages: dict[str, Page]) -> None:
    followed = [found for found in local_links(pages) if found[3] and found[2] in pages]  # not in a script
    assert len(followed) > len(pages)
    assert [(page, link) for page, link, target, part in followed if part not in pages[target].ids] == []


def test_what_a_list_leaves_out_is_counted_in_a_link(site: Path) -> None:
    html = "".join(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))
    counted = re.findall(r"<(\w+)[^>]*>\d+ more[^<]*<", html)
    assert {"a"} <= set(counted) <= {"a", "summary"}  # a fold leaves nothing out


def test_no_link_is_absolute(pages: dict[str, Page]) -> None:
    links = [(address, link) for address, page in pages.items() for link in page.links]
    assert [found for found in links if found[1].startswith("/")] == []
    assert {urlsplit(link).scheme for _, link in links} <= {"", "http", "https", "mailto"}


def test_every_id_is_unique_on_its_page(pages: dict[str, Page]) -> None:
    assert [(address, id_) for address, page in pages.items() for id_, times in page.ids.items() if times > 1] == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    fetched = [(address, link) for address, page in pages.items() for link in page.fetched]
    assert len(fetched) > 3 * len(pages)
    assert [(address, link) for address, link in fetched if urlsplit(link).scheme or urlsplit(link).netloc] == []
    styled = {address: page.styles for address, page in pages.items()}
    styled |= {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    outside = re.compile(r"(?:url\(|@import)(?![^;)]*data:)[^;)]*//[^;)]*")
    assert [(name, outside.findall(style)) for name, style in styled.items() if outside.search(style)] == []


def test_nothing_is_styled_or_scripted_in_place(pages: dict[str, Page]) -> None:
    assert [(address, one) for address, page in pages.items() if address not in OWN_PAGES for one in page.active] == []


def test_every_page_has_a_title_of_its_own_and_a_description(pages: dict[str, Page]) -> None:
    titles = Counter(page.title.strip() for page in pages.values())
    assert [title for title, times in titles.items() if times > 1 or not title] == []
    assert [address for address, page in pages.items() if not page.description.strip()] == []


def test_every_page_has_one_first_heading_and_skips_no_level(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert page.headings.count(1) == 1, address
        assert page.headings[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(page.headings)), address


def test_scripts_and_data_load_where_they_are_needed_and_nowhere_else(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        links = [link for link in page.fetched if "assets/" in link and re.search(r"(?<!min)\.(js|css)(#|$)", link)]
        ours = sorted(Path(urlsplit(link).path).name for link in links)
        of_verdicts = ["reasons.js", "verdict.js"] if address in named(pages, "verdict") else []
        assert ours == sorted(["guide.css", "guide.js", "tree.js", *of_verdicts]), address


def test_what_is_ours_in_a_first_view_stays_small_on_the_wire(site: Path) -> None:
    names = ("guide.css", "guide.js", "tree.js", "favicon.svg")
    sizes = [len(gzip.compress((site / "assets" / name).read_bytes())) for name in names]
    assert sum(sizes) <= MOST_BYTES_OF_OURS


def test_the_navigation_names_the_sections_and_no_single_page(site: Path) -> None:
    for address in ("index.html", "questions/purpose.html", "verdicts/django.html"):
        text = (site / address).read_text(encoding="utf-8")
        navigation = re.findall(r'<nav class="md-(?:tabs|nav).*?</nav>', text, re.DOTALL)
        targets = {urlsplit(link).path for part in navigation for link in re.findall(r'href="([^"#]+)"', part)}
        names = {target.replace("../", "") for target in targets}
        assert len(navigation) >= 2
        assert {"map.html", "paths.html", "evidence.html", "about.html"} <= names
        assert not {name for name in names if re.search(r"(questions|articles|verdicts)/(?!index)", name)}


def test_pages_have_no_empty_columns_beside_them(site: Path, pages: dict[str, Page]) -> None:
    for address in pages:
        text = (site / address).read_text(encoding="utf-8")
        columns = re.findall(r'<div class="md-sidebar md-sidebar--(primary|secondary)"([^>]*)>', text)
        assert columns, address
        assert [side for side, attributes in columns if "hidden" not in attributes] == [], address


@pytest.mark.parametrize("kind", MOST_TAGS)
def test_pages_are_lean(pages: dict[str, Page], kind: str) -> None:
    tags = {address: page.tags for address, page in named(pages, kind).items()}
    assert min(tags.values()) > 20
    assert {address: number for address, number in tags.items() if number > MOST_TAGS[kind]} == {}


def test_home_is_short(pages: dict[str, Page]) -> None:
    assert 50 < len(pages["index.html"].words.split()) <= MOST_WORDS_ON_HOME


# Search


@pytest.fixture(scope="module")
def entries(site: Path) -> dict[str, str]:
    """The search index: what stands in it for each address."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert len(found) == len(index["docs"])
    return found


def test_a_page_about_one_thing_is_found_once_and_one_about_everything_never(
    pages: dict[str, Page], entries: dict[str, str]
) -> None:
    about_everything = {kind.address() for kind in PAGES if kind.in_nav} - {"index.html", "about.html"}
    assert {address for address in entries if "#" not in address} | {"measurements.html"} == set(
        pages
    ) - about_everything
    assert [address for address in entries if "#" in address and address.partition("#")[0] not in OWN_PAGES] == []
    assert [address for address, text in entries.items() if not text] == []


def test_the_guide_s_own_words_are_not_found(entries: dict[str, str]) -> None:
    said = [form for section in SEARCHED for message in messages()[section].values() for form in _forms(message)]
    phrases = {part.strip() for form in said for part in re.split(r"\{\w+\}", form) if part.count(" ") > 1}
    assert len(phrases) > 20
    text = "\n".join(text for address, text in entries.items() if address.partition("#")[0] not in OWN_PAGES)
    assert {phrase for phrase in phrases if phrase in text} == set()


def _forms(message: str | dict[str, str]) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def test_the_search_index_stays_small_on_the_wire(site: Path) -> None:
    assert len(gzip.compress((site / "search" / "search_index.json").read_bytes())) <= MOST_BYTES_OF_INDEX


# Building again
