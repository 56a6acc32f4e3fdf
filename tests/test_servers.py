"""Any server: a folder below nginx, a plain object store, and a disk without any server; and the archive for all three.

nginx runs with the very configuration that the README shows, on loopback, as whoever runs the tests.
"""

import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from harness.browser import READY, browser, open_page
from harness.guide import ROOT, copy_of_guide, guide_of, run_build_tree
from harness.kinds import kinds_of_page
from harness.nursery import build_site, nursery
from harness.once import made_once
from harness.servers import serving
from harness.trees import SMALL_TREE

from tree_builder.commands.policy import script_hashes, unnamed_scripts

pytestmark = pytest.mark.slow
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
CONFIGURATION = ROOT / "deploy" / "nginx.conf"
# Where root starts nginx, its workers become somebody who may not read the folders of tests.
WORKERS = "user root;" if os.geteuid() == 0 else ""
PUBLISHED = "https://guide.example.org/guide/"
WRAPPER = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/guide.conf;
}}
"""
PLACES = ["file", "nginx", "store"]


def set_down(site: Path, root: Path) -> Path:
    """Lay a site where nginx expects it, as the folder `guide` below `root`."""
    (root / "guide").symlink_to(site, target_is_directory=True)
    return root


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """A function that starts nginx with our configuration over a site and gives the guide's address."""
    if NGINX is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no nginx: .ci/run must install it")
        pytest.skip("needs nginx, which is not installed")
    running = []

    def start(site: Path) -> str:
        folder = tmp_path_factory.mktemp("nginx")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        ours = CONFIGURATION.read_text(encoding="utf-8")
        assert ours.count("listen 8080;") == 1 and ours.count("root /srv/www;") == 1
        ours = ours.replace("listen 8080;", f"listen 127.0.0.1:{port};")
        ours = ours.replace("root /srv/www;", f"root {set_down(site, folder)};")
        (folder / "guide.conf").write_text(ours, encoding="utf-8")
        (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder, user=WORKERS), encoding="utf-8")
        running.append(subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]))
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}/guide"
            time.sleep(0.05)
        pytest.fail((folder / "error.log").read_text())

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


class _ObjectStore(http.server.SimpleHTTPRequestHandler):
    """Exact names only: no index of a folder, no rewriting, `404.html` as its error document."""

    def send_head(self) -> Any:
        if Path(self.translate_path(self.path)).is_file() and not self.path.partition("?")[0].endswith("/"):
            return super().send_head()
        body = (Path(self.directory) / "404.html").open("rb")
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        return body

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def store() -> Callable[[Path], str]:
    """A function that serves a site as a plain object store does, and gives its address."""
    return serving(_ObjectStore)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small guide from which ids have been retired."""
    return made_once(tmp_path_factory, "small", lambda folder: build_site(small_guide(folder / "guide")))


@pytest.fixture(scope="module")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide, built for its address."""
    return made_once(
        tmp_path_factory, "published", lambda folder: build_site(copy_of_guide(folder), SITE_URL=PUBLISHED)
    )


@pytest.fixture(params=PLACES)
def small_root(request: pytest.FixtureRequest, small_site: Path) -> str:
    """The address of the small guide in each place, without a slash at the end."""
    if request.param == "file":
        return small_site.as_uri()
    start: Callable[[Path], str] = request.getfixturevalue(request.param)
    return start(small_site)


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page of a fresh browser; what it asks for and what goes wrong on it is kept."""
    context = chromium.new_context(permissions=[])
    opened = context.new_page()
    opened.asked, opened.wrong = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("console", lambda said: said.type == "error" and opened.wrong.append(said.text))
    yield opened
    context.close()


def search_for(page: Any, words: str) -> Any:
    """Type into the search; the first result."""
    page.keyboard.press("s")
    page.keyboard.type(words)
    page.wait_for_selector(".md-search-result__link")
    return page.locator(".md-search-result__link").first


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in lower case) and body of what a server answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:  # noqa: S310
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


# In every place


@browser
def test_a_deep_link_with_a_trail_opens_everywhere(page: Any, small_root: str) -> None:
    page.goto(f"{small_root}/verdicts/tea.html?trail=hour.evening,asleep.soon&edition=2")
    page.wait_for_selector(".record-text p")
    assert page.locator("nav.trail li a").all_inner_texts() == [
        "What time is it?\nEvening",
        "Do you wish to sleep?\nSoon",
    ]
    if not small_root.startswith("file:"):  # the address of a file leads nowhere for anybody else
        assert "hour.evening,asleep.soon" in page.locator(".record-text a").last.get_attribute("href")
    page.locator("nav.trail li a").first.click()
    page.wait_for_url(f"{small_root}/questions/hour.html*")
    assert all(asked.startswith((small_root, "blob:")) for asked in page.asked), page.asked
    assert page.wrong == []


@browser
def test_the_old_address_of_a_retired_id_forwards_everywhere(page: Any, small_root: str) -> None:
    ways = {
        "questions/sleepy.html?trail=hour.night&edition=1#ways": "questions/asleep.html?trail=hour.night&edition=1#ways",
        "verdicts/sleepy.html": "questions/asleep.html",
        "verdicts/herbs.html?trail=hour.evening,sleepy.soon": "verdicts/tea.html?trail=hour.evening,sleepy.soon",
        "articles/leaf-2019.html#calm": "articles/leaf-2020.html#calm",
    }
    for old, new in ways.items():
        page.goto(f"{small_root}/{old}")
        page.wait_for_url(f"{small_root}/{new}")
        page.wait_for_function(READY)
        assert not page.locator(".notice", has_text="Unknown").count()
    assert page.wrong == []


@browser
def test_an_old_address_forwards_without_scripts_too(chromium: Any, small_root: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small_root}/questions/sleepy.html")
    page.wait_for_url(f"{small_root}/questions/asleep.html")
    context.close()


@browser
def test_an_old_fragment_still_shows_its_excerpt(page: Any, small_root: str) -> None:
    page.goto(f"{small_root}/articles/leaf-2020.html#quiet")
    assert page.locator("#quiet").count() == 1
    assert page.locator(".entry", has=page.locator("#quiet")).locator("#calm").is_visible()


@browser
def test_search_finds_a_page_everywhere(page: Any, small_root: str) -> None:
    page.goto(f"{small_root}/verdicts/tea.html?trail=hour.evening,asleep.soon&edition=2")
    search_for(page, "peppermint").click()
    page.wait_for_url(f"{small_root}/questions/asleep.html*")
    assert page.locator("h1").inner_text() == "Do you wish to sleep?"
    assert all(asked.startswith((small_root, "blob:")) for asked in page.asked), page.asked
    assert page.wrong == []


@browser
def test_a_plain_store_shows_the_page_for_what_is_not_there(
    page: Any, store: Callable[[Path], str], small_site: Path
) -> None:
    root = store(small_site)
    assert get(f"{root}/questions/")[0] == 404
    assert page.goto(f"{root}/questions/deeper/none.html").status == 404
    page.get_by_role("link", name="Map").first.click()
    page.wait_for_url(f"{root}/map.html")


# nginx


def test_the_readme_shows_the_configuration_that_is_tested() -> None:
    head, _, configuration = CONFIGURATION.read_text(encoding="utf-8").partition("\n\n")
    assert all(line.startswith("#") for line in head.splitlines())
    shown = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown == [configuration]


def test_the_policy_names_the_themes_inline_scripts_and_no_others() -> None:
    command = [sys.executable, "-m", "tree_builder.commands.policy"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    named = re.findall(r"'sha256-[^']*'", CONFIGURATION.read_text(encoding="utf-8"))
    assert " ".join(named) == made.stdout.strip(), f'deploy/nginx.conf: $guide_scripts must be "{made.stdout.strip()}"'


@pytest.mark.parametrize("built", ["site", "published_site"])
def test_no_inline_script_is_without_a_hash(request: pytest.FixtureRequest, built: str) -> None:
    folder: Path = request.getfixturevalue(built)
    assert len(script_hashes(folder)) > 3
    assert unnamed_scripts(CONFIGURATION, folder) == []


def test_a_script_that_found_its_way_into_the_site_is_not_blessed(published_site: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<SCRIPT\n>alert(1)</sCript >", encoding="utf-8")
    assert len(unnamed_scripts(CONFIGURATION, tmp_path)) == 1


def test_a_page_of_the_authors_own_in_another_encoding_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_bytes("<p>Größe</p><script>go()</script>".encode("latin-1"))
    (tmp_path / "folder.html").mkdir()
    assert len(script_hashes(tmp_path)) == 1


def test_pages_carry_no_inline_style_and_no_inline_handler(published_site: Path) -> None:
    for path in published_site.rglob("*.html"):
        assert not re.search(r"<style|<[^>]+\s(style|on[a-z]+)=", path.read_text(encoding="utf-8")), path


def test_nginx_compresses_caches_and_secures(published_site: Path, nginx: Callable[[Path], str]) -> None:
    root = nginx(published_site)
    hashed = next(published_site.glob("assets/stylesheets/main.*.min.css")).relative_to(published_site).as_posix()
    caching = {"index.html": "no-cache", "assets/guide.css": "no-cache", hashed: "public, max-age=31536000, immutable"}
    for name, wanted in caching.items():
        status, headers, body = get(f"{root}/{name}", **{"Accept-Encoding": "gzip"})
        assert (status, headers["cache-control"], headers["content-encoding"]) == (200, wanted, "gzip"), name
        assert headers["vary"] == "Accept-Encoding" and ("etag" in headers or "last-modified" in headers)
        assert body == (published_site / f"{name}.gz").read_bytes(), "compressed at every request"
        assert get(f"{root}/{name}")[2] == (published_site / name).read_bytes()
    assert get(f"{root}/verdicts/")[0] == 200
    assert get(root)[0] == 200


def test_pages_and_only_pages_have_the_whole_policy(published_site: Path, nginx: Callable[[Path], str]) -> None:
    root = nginx(published_site)
    for name in ("index.html", "verdicts/", "no-such-page.html", "questions/"):
        headers = get(f"{root}/{name}")[1]
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self' 'sha256-"), name
        assert "unsafe" not in headers["content-security-policy"]
        assert {"cross-origin-opener-policy", "permissions-policy"} <= headers.keys()
    for name in ("tree.json", "assets/tree.js", "assets/guide.css", "assets/favicon.svg", "sitemap.xml"):
        status, headers, _ = get(f"{root}/{name}")
        assert (status, headers["x-content-type-options"], headers["referrer-policy"]) == (
            200,
            "nosniff",
            "same-origin",
        )
        assert len(headers.get("content-security-policy", "")) < 60, name
        assert not {"cross-origin-opener-policy", "permissions-policy"} & headers.keys(), name


@pytest.mark.parametrize(
    "cut", ["questions/", "questions", "articles/none", "assets/", "no-such-page.html", ".hidden/x"]
)
def test_an_address_that_was_cut_short_gets_the_guides_own_page(
    published_site: Path, nginx: Callable[[Path], str], cut: str
) -> None:
    status, headers, body = get(f"{nginx(published_site)}/{cut}")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert body == (published_site / "404.html").read_bytes()


def test_nothing_that_begins_with_a_dot_is_served(tmp_path: Path, nginx: Callable[[Path], str]) -> None:
    site = tmp_path / "site"
    for name in (".htpasswd", ".git/config", "a/.env", "404.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    root = nginx(site)
    for name in (".htpasswd", ".git/config", "a/.env", "a/../.htpasswd", "%2ehtpasswd", "a//.env"):
        assert (get(f"{root}/{name}")[0], get(f"{root}/{name}")[2]) == (404, b"404.html"), name


def test_nginx_answers_not_modified(published_site: Path, nginx: Callable[[Path], str]) -> None:
    root = nginx(published_site)
    _, headers, _ = get(f"{root}/index.html")
    assert get(f"{root}/index.html", **{"If-Modified-Since": headers["last-modified"]})[0] == 304


@browser
def test_the_policy_stops_nothing_on_any_kind_of_page(
    page: Any, published_site: Path, nginx: Callable[[Path], str]
) -> None:
    root = nginx(published_site)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (stopped) => console.error(`stopped: ${stopped.violatedDirective} ${stopped.blockedURI}`))"
    )
    for kind, where in kinds_of_page(published_site).items():
        open_page(page, f"{root}/{where}")
        page.evaluate("guide.loaded")
        assert page.wrong == [], kind
    page.goto(f"{root}/{kinds_of_page(published_site)['verdict with a trail']}")
    page.wait_for_selector(".record-text p")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.startswith("decision-")
    page.locator("[data-md-component=palette] label:not([hidden])").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    search_for(page, "database").click()
    page.wait_for_url(re.compile(r"\?h="))
    page.wait_for_function(READY)
    assert page.wrong == []
    assert all(asked.startswith((root, "blob:")) for asked in page.asked), page.asked


@browser
def test_what_is_not_there_gets_a_whole_page(page: Any, published_site: Path, nginx: Callable[[Path], str]) -> None:
    root = nginx(published_site)
    assert page.goto(f"{root}/questions/deeper/no-such-page.html?trail=a.b").status == 404
    page.wait_for_function(READY)
    assert page.locator("h1").inner_text().startswith("404")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--md-primary-fg-color')") != ""
    assert [one for one in page.wrong if "404 (Not Found)" not in one] == []
    assert len(page.wrong) <= 1
    page.get_by_role("link", name="Map").first.click()
    page.wait_for_url(f"{root}/map.html")


def test_readers_see_whole_pages_while_sites_are_put_in_place(tmp_path: Path, nginx: Callable[[Path], str]) -> None:
    """Twenty readers, and the site changes under them again and again: each page is the old or the new one, whole."""
    guide = small_guide(tmp_path / "guide")
    root = nginx(build_site(guide))
    over, wrong, loaded = threading.Event(), [], [0]

    def read() -> None:
        while not over.is_set():
            for name in ("index.html", "questions/hour.html", "assets/guide.css", "verdicts/"):
                status, headers, body = get(f"{root}/{name}")
                whole = len(body) == int(headers["content-length"]) and body.rstrip().endswith((b"</html>", b"}"))
                loaded[0] += 1
                time.sleep(0.02)  # twenty readers, not twenty loads
                if status != 200 or not whole:
                    wrong.append((name, status, body[-80:]))

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    try:
        for number in range(3):
            text = SMALL_TREE.replace("What to drink.", f"What to drink {number}.")
            (guide / "decision_tree.yaml").write_text(text, encoding="utf-8")
            assert nursery().run(guide, "publish").returncode == 0
            assert f"What to drink {number}." in get(f"{root}/index.html")[2].decode()
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert wrong == [] and loaded[0] > 20


# The address of the guide


def test_with_its_address_the_guide_has_a_sitemap_of_every_page(published_site: Path) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (published_site / "sitemap.xml").read_text(encoding="utf-8"))
    files = [path for path in published_site.rglob("*.html") if "noindex" not in path.read_text(encoding="utf-8")]
    pages = {path.relative_to(published_site).as_posix() for path in files} - {"404.html"}
    assert sorted(listed) == sorted(PUBLISHED + page for page in pages)
    assert 'src="/guide/assets/' in (published_site / "404.html").read_text(encoding="utf-8")


def test_without_its_address_nothing_is_broken(site: Path) -> None:
    assert "<loc>" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "None/" not in text and 'href="None' not in text and 'rel="canonical" href="http' not in text, path


# The archive


def pack(folder: Path, **environment: str) -> Path:
    """The archive of the guide in a folder."""
    command = [sys.executable, str(ROOT / "build_tree.py"), "archive"]
    made = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False
    )
    assert made.returncode == 0, made.stderr
    return folder / "dist" / "guide.zip"


def small_guide(folder: Path) -> Path:
    """What a small guide is made of, in a new folder."""
    folder.mkdir()
    return guide_of(SMALL_TREE, folder)


def test_two_builds_and_two_archives_have_the_same_bytes(tmp_path: Path) -> None:
    one, two, later = (
        pack(small_guide(tmp_path / name), SITE_URL=PUBLISHED, SOURCE_DATE_EPOCH=when)
        for name, when in (("one", "1700000000"), ("two", "1700000000"), ("later", "1800000000"))
    )
    assert one.read_bytes() == two.read_bytes() != later.read_bytes()
    with ZipFile(one) as packed:
        names = packed.namelist()
        assert names == sorted(names) and "guide/index.html" in names and "guide/build.json" in names
        assert not [name for name in names if "/." in name]
        assert {entry.external_attr >> 16 for entry in packed.infolist()} == {0o100644}
        assert {entry.date_time for entry in packed.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_an_archive_replaces_an_archive_and_nothing_else(tmp_path: Path) -> None:
    guide = small_guide(tmp_path / "guide")
    out = pack(guide)
    with ZipFile(out) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert pack(guide) == out
    out.write_bytes(b"precious")
    made = run_build_tree(guide, "archive")
    assert (made.returncode, out.read_bytes()) == (1, b"precious")
    assert "dist/guide.zip:1:1: this was not made by `archive`; it must be moved away" in made.stderr


@browser
def test_an_unpacked_archive_opens_from_the_disk(page: Any, tmp_path: Path) -> None:
    with ZipFile(pack(small_guide(tmp_path / "guide"))) as packed:
        packed.extractall(tmp_path / "a folder with spaces")
    root = (tmp_path / "a folder with spaces" / "guide").as_uri()
    page.goto(f"{root}/index.html")
    page.locator("a.start").click()
    page.locator("a.answer").first.click()
    page.wait_for_selector(".record-text p")
    assert page.url == f"{root}/verdicts/coffee.html?trail=hour.morning&edition=2"
    assert page.wrong == []
