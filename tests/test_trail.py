"""The trail is input from a stranger: whatever an address says, nothing runs, nothing fails, and the page says so.

Replay exists twice, in `tree_builder/replay.py` and in `docs/assets/replay.js`: both are run on the same trails.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from harness.browser import Watched, lean, page_address, tab, trail_text, tree_at
from harness.guide import ROOT, build_site, copy_of_guide
from harness.strategies import trees
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tree_builder.graph.paths import enumerate_paths
from tree_builder.graph.replay import replay
from tree_builder.model import Tree
from tree_builder.pages.data import data_files

pytestmark = pytest.mark.browser

QUERIES = 1000
ATTACKS = [
    "<script>window.parent.__ran=1</script>", "<img src=x onerror=parent.__ran=1>", "\"><svg onload=parent.__ran=1>",
    "'-parent.__ran=1-'",
    "javascript:parent.__ran=1", "${parent.__ran=1}", "{{constructor.constructor('parent.__ran=1')()}}",
    "</script><script>parent.__ran=1//",
    "%3Cscript%3Eparent.__ran=1%3C/script%3E", "%253Cscript%253E", "&lt;script&gt;", "\\u003cscript\\u003e",
    "data:text/html,<script>1</script>",
    "__proto__", "__proto__.__proto__", "constructor.prototype", "constructor", "toString.valueOf",
    "hasOwnProperty.call", "__proto__.toString",
    "purpose.__proto__", "purpose.constructor", "purpose.toString", "__proto__.build",
    "five-needs.two-or-more~__proto__~constructor",
    "%", "%%", "%zz", "%0", "%u0041", "%00", "purpose%00.build", "%c3%28", "%ff%fe", "%ed%a0%80", "%E0%80%AF", "+",
    "+.+", "%0d%0aSet-Cookie:x=1",
    ".", "..", "...", ",", ",,,,", "~", "~~~", "a.", ".a", "a.b.c", "../../etc/passwd", "purpose.build/../learn",
    "//example.org", "\\\\example.org",
    "purpose", "purpose.", "purpose.nothing", "nothing.build", "PURPOSE.BUILD", "purpose.build~", "purpose.build~x",
    "undefined.undefined", "null.null",
    "大きさ.小さい", "ﬁve", "\u202epurpose.build", "\ufeffpurpose.build", "p\u200burpose.build", "💥.💥", "\ud83d",
    "e\u0301.e",
    "'; DROP TABLE answers; --", "\"", "'", "`", "](x)", "[data-page]", "*", "a" * 3000, "purpose.build," * 200,
    "~a" * 1000, "{" * 500,
]  # fmt: skip
OTHERS = [
    "",
    "h=x",
    "utm_source=<b>",
    "edition=1999-01",
    "edition=%3Cscript%3E",
    "edition=",
    "%=%",
    "=",
    "&&",
    "trail2=x",
    "__proto__=1",
    "edition=2026-11&edition=1",
]
# Opens each address in a frame, a few at a time, waits until the trail is read, and tells what the page shows.
OPEN_ALL = """async (addresses) => {
    const look = async (address) => {
        const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { hidden: true }));
        const loaded = new Promise((done) => (frame.onload = done));
        frame.src = address;
        await loaded;
        const inside = frame.contentWindow;
        const trail = new URLSearchParams(inside.location.search).has("trail");
        const page = inside.document;
        const record = page.querySelector(".record-made");
        const done = () => inside.eval("guide.here") && (!record?.hidden || page.querySelector(".notice").textContent);
        for (let n = 0; n < 500 && trail && !done(); n++) await new Promise((later) => setTimeout(later, 10));
        const count = (parts, counts = () => true) => [...page.querySelectorAll(parts)].filter(counts).length;
        const outside = (address) => address && !address.startsWith(location.origin);
        const answers = [...page.querySelectorAll("nav.trail li")].map(({ dataset }) => dataset);
        const seen = {
            search: inside.location.search,
            read: Boolean(inside.eval("guide.here")),
            notice: page.querySelector(".notice")?.textContent ?? "",
            markup: count(".notice *:not(p, a), nav.trail li > *:not(a), .notice [onload], .notice [onerror]"),
            strange: count("script", ({ src }) => outside(src)),
            links: count(".notice a, nav.trail a, a.answer, .changes a", ({ href }) => outside(href)),
            steps: answers.map(({ question, answer }) => `${question}.${answer}`).join(),
        };
        frame.remove();
        return seen;
    };
    const seen = [];
    for (let n = 0; n < addresses.length; n += 8) seen.push(...await Promise.all(addresses.slice(n, n + 8).map(look)));
    return seen;
}"""


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return tree_at(ROOT)


@pytest.fixture(scope="module")
def quick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide without the theme's own script, as a folder."""
    folder = lean(site, tmp_path_factory.mktemp("quick"), styled=False)
    (folder / "empty.html").write_text(
        "<!doctype html><link rel=icon href=data:,><title>Empty</title><body>", encoding="utf-8"
    )
    return folder


def hostile_addresses(tree: Tree, seed: int) -> Iterator[str]:
    """Addresses of question and verdict pages with damaged and malicious queries, the same for the same seed."""
    chance = random.Random(seed)
    pages = [*tree.questions, *tree.verdicts]
    paths = [trail_text(trail).split(",") for trail, _ in enumerate_paths(tree, 1000)]

    def damaged() -> str:
        parts = list(chance.choice(paths))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(parts) + 1)
            match chance.randrange(5):
                case 0:
                    parts.insert(place, chance.choice(ATTACKS))
                case 1:
                    parts[place:] = []
                case 2:
                    parts.insert(place, chance.choice(chance.choice(paths)))
                case 3:
                    chance.shuffle(parts)
                case _:
                    parts = parts[:place] + [part + chance.choice(ATTACKS) for part in parts[place:]]
        return ",".join(parts)

    for number in range(QUERIES):
        text = ATTACKS[number % len(ATTACKS)] if number < 3 * len(ATTACKS) else damaged()
        written = chance.choice(
            [
                str,
                str,
                lambda text: quote(text, safe="", errors="replace"),
                lambda text: quote(quote(text, errors="replace")),
            ]
        )(text)
        query = [f"trail={written}", chance.choice(OTHERS)]
        if chance.random() < 0.15:
            query.append(f"trail={chance.choice(ATTACKS)}")
        if chance.random() < 0.3:
            query.reverse()
        page = chance.choice(pages) if chance.random() < 0.8 else replay(tree, text).here
        # A fragment would begin at a `#`, and a page elsewhere is not what is tested.
        yield f"{page_address(tree, page)}?{'&'.join(part for part in query if part).replace('#', '%23')}"


def holds(tree: Tree, page: str, search: str) -> bool:
    """Whether the trail of an address leads to its page and leaves nothing to be said."""
    pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True, errors="replace")
    trails = [value for name, value in pairs if name == "trail"]
    editions = [value for name, value in pairs if name == "edition"]
    if len(trails) != 1 or (editions and editions[0] != tree.guide.edition):
        return False
    done = replay(tree, trails[0])
    return done.here == page and not (done.unknown or done.repeated or done.left_over)


def test_a_thousand_hostile_queries_run_nothing_fail_nothing_and_are_noticed(
    chromium: Any, quick: Path, serve: Callable[[Path], str], tree: Tree
) -> None:
    home = serve(quick)
    addresses = list(hostile_addresses(tree, 7))
    with tab(chromium, home) as watched:
        page = watched.open("empty.html")
        seen = page.evaluate(OPEN_ALL, [f"{home}/{address}" for address in addresses])
        assert page.evaluate("window.__ran") is None
    assert len(seen) == QUERIES
    unnoticed = 0
    for address, one in zip(addresses, seen, strict=True):
        assert one["read"], address
        assert (one["markup"], one["strange"], one["links"]) == (0, 0, 0), address
        sound = holds(tree, Path(address.partition("?")[0]).stem, one["search"])
        assert bool(one["notice"]) != sound, (address, one["notice"])
        assert len(one["notice"]) < 2000
        unnoticed += sound
        if one["steps"]:
            assert replay(tree, one["steps"]).unknown == []
    assert unnoticed < QUERIES / 5


@pytest.mark.parametrize(
    "text", ["<b>" * 33_334, "purpose.build," * 7_200, "~" * 100_000, "%" * 100_000, "a.b," * 25_000]
)
def test_a_hundred_kilobytes_of_trail_are_noticed(chromium: Any, site: Path, text: str) -> None:
    with tab(chromium, site.as_uri()) as watched:
        watched.open(f"questions/data-store.html?trail={text}", ready=True)
        assert 0 < len(watched.notice()) < 2000
        assert watched.page.locator("nav.trail li").count() <= 1


def test_the_theme_and_the_trail_bear_hostile_queries_together(
    chromium: Any, site: Path, serve: Callable[[Path], str], tree: Tree
) -> None:
    home = serve(site)
    with tab(chromium, home) as watched:
        watched.page.add_init_script("window.__ran = undefined")
        for address in list(hostile_addresses(tree, 11))[::40]:
            watched.open(address)
            watched.page.wait_for_function("() => guide.here")
            assert watched.page.evaluate("window.__ran") is None


def test_a_hostile_tree_runs_nothing_and_its_record_is_text(
    chromium: Any, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    folder = copy_of_guide(tmp_path)
    (folder / "articles.lock").unlink()
    text = (ROOT / "tests" / "cases" / "valid" / "hostile-characters.yaml").read_text(encoding="utf-8")
    (folder / "decision_tree.yaml").write_text(text, encoding="utf-8")
    tree = tree_at(folder)
    with tab(chromium, serve(build_site(folder))) as watched:
        for address in (
            "index.html",
            "map.html",
            "paths.html",
            "evidence.html",
            "about.html",
            "articles/kim-2020.html",
        ):
            watched.open(address)
        page = watched.open("questions/size.html")
        page.locator(".checklist input").first.check()
        watched.follow(".card.fits a.answer")
        assert watched.notice() == ""
        assert page.locator("nav.trail li").inner_text() == " + ".join(
            [tree.questions["size"].answers["small"].label, tree.questions["size"].checklist["login"]]
        )
        record = page.locator(".record pre").text_content()
    body = MarkdownIt("commonmark").parse(record.partition("\n---\n")[2])
    headings = [
        "".join(child.content for child in body[n + 1].children or ())
        for n, token in enumerate(body)
        if token.type == "heading_open"
    ]
    assert headings[0] == tree.verdicts["take-a"].title
    assert len(headings) == 8
    assert not [token for token in body if token.type in ("html_block", "fence", "code_block", "hr")]


# Two replays


@dataclass
class Twin:
    """`replay.js` in a page of its own."""

    watched: Watched

    def replay(self, tree: Tree, trails: list[str]) -> list[dict[str, Any]]:
        """What the script makes of some trails."""
        script = data_files(tree)["assets/tree.js"]().replace("const decisionTree", "window.decisionTree")
        found: list[dict[str, Any]] = self.watched.page.evaluate(
            """([script, trails]) => {
                (0, eval)(script);
                return trails.map((text) => guide.replay(decisionTree, text));
            }""",
            [script, trails],
        )
        return found


@pytest.fixture(scope="module")
def twin(chromium: Any) -> Iterator[Twin]:
    """Our scripts in a blank page, where a random tree can be put in."""
    with tab(chromium, "about:blank") as watched:
        for name in ("trail", "replay"):
            watched.page.add_script_tag(
                content=(ROOT / "tree_builder" / "pages" / "assets" / f"{name}.js").read_text(encoding="utf-8")
            )
        yield Twin(watched)


def ours(tree: Tree, text: str) -> dict[str, Any]:
    """What Python makes of a trail, as the script says it."""
    done = replay(tree, text)
    return {
        "steps": [[step.question, step.answer, list(step.items)] for step in done.steps],
        "here": done.here,
        "unknown": done.unknown,
        "repeated": done.repeated,
        "leftOver": done.left_over,
    }


def theirs(found: dict[str, Any]) -> dict[str, Any]:
    """What the script makes of a trail, but for the words in which a step stood in it."""
    return {**found, "steps": [step[:3] for step in found["steps"]]}


@st.composite
def trails_through(draw: st.DrawFn, tree: Tree) -> str:
    """A trail made of what is and what is not in the tree, in any order, with ticks."""
    known = [f"{key}.{answer}" for key, question in tree.questions.items() for answer in question.answers]
    old = [
        f"{key}.{answer}" for key in tree.retired for question in tree.questions.values() for answer in question.answers
    ]
    parts = st.sampled_from([*known, *old, *known, *ATTACKS[13:25], "q0.", ".to-0", "q0", "", "a.b.c", "old-q0.to-0"])
    ticks = st.lists(st.sampled_from(["item-0", "item-1", "item-0", "__proto__", "constructor", "", "x"]), max_size=3)
    given = draw(st.lists(st.tuples(parts, ticks), max_size=2 * len(tree.questions)))
    return ",".join("~".join([part, *ticked]) for part, ticked in given)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_script_and_python_replay_alike(twin: Twin, data: st.DataObject) -> None:
    tree = data.draw(trees())
    trails = data.draw(st.lists(trails_through(tree), min_size=4, max_size=8))
    trails += [trail_text(trail) for trail, _ in enumerate_paths(tree, 20)]
    found = twin.replay(tree, trails)
    for trail, one in zip(trails, found, strict=True):
        assert theirs(one) == ours(tree, trail), trail


def test_the_script_and_python_replay_the_real_paths_alike(twin: Twin, tree: Tree) -> None:
    chance = random.Random(3)
    trails = [""]
    for trail, verdict in enumerate_paths(tree, 1000):
        whole = trail_text(trail).split(",")
        assert replay(tree, ",".join(whole)).here == verdict
        trails += [
            ",".join(whole),
            ",".join(chance.sample(whole, len(whole))),
            ",".join(whole[: chance.randrange(len(whole))]),
        ]
        trails.append(",".join(chance.choice([*whole, *ATTACKS]) for _ in range(8)))
    for trail, one in zip(trails, twin.replay(tree, trails), strict=True):
        assert theirs(one) == ours(tree, trail), trail


def test_the_script_and_python_read_retired_ids_alike(twin: Twin, tmp_path: Path) -> None:
    text = (ROOT / "tests" / "cases" / "valid" / "retired.yaml").read_text(encoding="utf-8")
    (tmp_path / "decision_tree.yaml").write_text(text, encoding="utf-8")
    tree = tree_at(tmp_path)
    expected = {
        "weight.light": "take-a", "weight.large": "take-b", "size.tiny": "take-a", "old.thing": "take-b",
        "weight.tiny": "take-a", "old.small": "size", "kim-2020.tiny": "size", "take-it.small": "size",
        "size/tiny.x": "size", "weight.light,size.large": "take-a",
    }  # fmt: skip
    for (trail, here), one in zip(expected.items(), twin.replay(tree, list(expected)), strict=True):
        assert theirs(one) == ours(tree, trail), trail
        assert one["here"] == here, trail


def test_data_for_other_programs_is_the_data_of_the_script(site: Path, twin: Twin, tree: Tree) -> None:
    data = json.loads((site / "tree.json").read_text(encoding="utf-8"))
    twin.replay(tree, [])
    assert twin.watched.page.evaluate("JSON.parse(JSON.stringify(decisionTree))") == {
        key: value for key, value in data.items() if key != "made_by"
    }
