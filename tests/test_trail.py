"""The trail is input from a stranger: whatever an address says, nothing runs, nothing fails, none of its words is shown.

Links arrive damaged: `damaged_links.yaml` lists how, and the damaged link must read as the clean one. Replay exists
twice, in `tree_builder/graph/replay.py` and in `pages/assets/scripts/30-replay.js`: both are run on the same trails.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from harness.browser import lean, page_address, tab, trail_text, tree_at
from harness.guide import ROOT, guide_of
from harness.nursery import build_site
from harness.strategies import trees
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tree_builder.graph.paths import enumerate_paths
from tree_builder.graph.replay import replay
from tree_builder.model import Tree
from tree_builder.pages.data import data_files

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The real tree."""
    return tree_at(ROOT)


@pytest.fixture(scope="module")
def home(site: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the real guide without the theme's own script, on a web server."""
    folder = lean(site, tmp_path_factory.mktemp("quick"), styled=False)
    (folder / "empty.html").write_text(
        "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>-</title>", encoding="utf-8"
    )
    return serve(folder)


def whole_trail(tree: Tree, most_ticks: bool = True) -> tuple[str, str]:
    """The longest trail with a checklist, as text, with as many ticks as its answer takes, and its verdict."""
    trail, verdict = max(
        (path for path in enumerate_paths(tree, 1000) if any(tree.questions[q].checklist for q, _ in path[0])),
        key=lambda path: len(path[0]),
    )
    parts = []
    for question_id, answer_id in trail:
        question = tree.questions[question_id]
        count = question.answers[answer_id].count or "0"
        ticked = list(question.checklist)[: int(count.rpartition("-")[2])]
        parts.append("~".join([f"{question_id}.{answer_id}", *ticked]))
    return ",".join(parts), verdict


# Stands in whatever a stranger writes: it must be nowhere on the page.
MARK = "zqjx"
# Opens each address in a frame, a few at a time, waits until the trail is read, and tells what the page shows.
OPEN_ALL = """async ([addresses, mark]) => {
    const look = async (address) => {
        const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { hidden: true }));
        const loaded = new Promise((done) => (frame.onload = done));
        frame.src = address;
        await loaded;
        const inside = frame.contentWindow, page = inside.document;
        await inside.eval("guide.loaded");
        const count = (parts, counts = () => true) => [...page.querySelectorAll(parts)].filter(counts).length;
        const outside = (address) => address && !/^(blob:|data:)/.test(address) && !address.startsWith(location.origin);
        const download = page.querySelector(".record [download]");
        const record = download ? await (await fetch(download.href)).text() : "";
        const seen = {
            record,
            read: Boolean(inside.eval("guide.way")),
            trail: inside.eval("guide.address.trail"),
            edition: inside.eval("guide.address.edition") ?? null,
            answers: page.querySelector("nav.trail ol")?.textContent ?? "",
            change: page.querySelector("nav.trail li a")?.search ?? "",
            notice: page.querySelector(".notice[role]")?.textContent ?? "",
            markup: count(".notice *:not(p, a), nav.trail li > *:not(a, small), main [onload], main [onerror]"),
            strange: count("script", ({ src }) => outside(src)),
            links: count(".notice a, nav.trail a, a.answer, .what-if a, .because .change a", ({ href }) => outside(href)),
            told: (page.body.innerText + page.title + record).toLowerCase().includes(mark),
            steps: [...page.querySelectorAll("nav.trail li")].map(({ dataset }) => `${dataset.question}.${dataset.answer}`).join(),
        };
        frame.remove();
        return seen;
    };
    const seen = [];
    for (let n = 0; n < addresses.length; n += 8) seen.push(...await Promise.all(addresses.slice(n, n + 8).map(look)));
    return seen;
}"""

# Damaged links

DAMAGES = yaml.safe_load((Path(__file__).parent / "damaged_links.yaml").read_text(encoding="utf-8"))
FORMS = ("trail={trail}&edition={edition}", "edition={edition}&trail={trail}", "trail={trail}")


def damaged(damage: dict[str, Any], form: str, values: dict[str, str]) -> str:
    """A query, damaged."""
    for name, value in values.items():
        for old, new in damage.get("values", {}).items():
            value = value.replace(old, new)
        for _ in range(damage.get("encode", 0)):
            value = quote(value, safe="")
        values = {**values, name: value}
    query = form.format(**values)
    for old, new in damage.get("query", {}).items():
        query = query.replace(old, new)
    for _ in range(damage.get("encode_all", 0)):
        query = quote(query, safe="")
    return "&".join([query] * (1 + damage.get("again", 0))) + str(damage.get("end", ""))


def test_a_damaged_link_shows_what_the_clean_one_shows(chromium: Any, home: str, tree: Tree) -> None:
    trail, verdict = whole_trail(tree)
    form, values = FORMS[0], {"trail": trail, "edition": tree.guide.edition}
    queries = [form.format(**values), *(damaged(damage, form, values) for damage in DAMAGES)]
    with tab(chromium, home) as watched:
        page = watched.open("empty.html")
        clean, *seen = page.evaluate(OPEN_ALL, [[f"{home}/verdicts/{verdict}.html?{query}" for query in queries], MARK])
    assert clean["trail"] == trail and f"trail={trail}" in clean["record"] and clean["notice"] == ""
    for damage, one in zip(DAMAGES, seen, strict=True):
        one["change"] = one["change"].replace("&utm_source=mail", "")  # what others add is kept
        assert one == clean, damage


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_link_reads_as_the_clean_one(chromium: Any, home: str, tree: Tree, form: str) -> None:
    trail, verdict = whole_trail(tree)
    assert set("~-.,") <= set(trail)
    values = {"trail": trail, "edition": tree.guide.edition}
    links = [f"{home}/verdicts/{verdict}.html?{damaged(damage, form, values)}" for damage in DAMAGES]
    with tab(chromium, home) as watched:
        page = watched.open("index.html")
        seen = page.evaluate("(links) => links.map((link) => guide.readAddress(new URL(link)))", links)
    for damage, one in zip(DAMAGES, seen, strict=True):
        assert (one["trail"], one.get("edition")) == (trail, values["edition"] if "edition" in form else None), damage


def test_what_is_not_damage_is_not_made_right(chromium: Any, home: str, tree: Tree) -> None:
    with tab(chromium, home) as watched:
        for query, said in (
            ("trail=purpose.bui", "1 answer is unknown"),
            ("trail=purpose.build,data-stor", "1 answer is unknown"),
            ("trail=purpose.build.x", "1 answer is unknown"),
            (f"trail=purpose.build&edition={tree.guide.edition}0", "does not know"),
            ("trail=purpose.build&edition=", "does not know"),
        ):
            watched.open(f"index.html?{query}", ready=True)
            assert said in watched.notice(), query


# Strangers' words

ATTACKS = [
    "<script>window.parent.__ran=1</script>", "<img src=x onerror=parent.__ran=1>", "\"><svg onload=parent.__ran=1>",
    "'-parent.__ran=1-'", "javascript:parent.__ran=1", "${parent.__ran=1}", "{{constructor.constructor('parent.__ran=1')()}}",
    "</script><script>parent.__ran=1//", "%3Cscript%3Eparent.__ran=1%3C/script%3E", "%253Cscript%253E", "&lt;script&gt;",
    "\\u003cscript\\u003e", "data:text/html,<script>1</script>",
    "__proto__", "__proto__.__proto__", "constructor.prototype", "constructor", "toString.valueOf", "hasOwnProperty.call",
    "purpose.__proto__", "purpose.constructor", "purpose.tostring", "__proto__.build",
    "five-needs.two-or-more~__proto__~constructor",
    "%", "%%", "%zz", "%0", "%u0041", "%00", "purpose%00.build", "%c3%28", "%ff%fe", "%ed%a0%80", "%E0%80%AF", "+",
    "+.+", "%0d%0aSet-Cookie:x=1", ".", "..", "...", ",", ",,,,", "~", "~~~", "a.", ".a", "a.b.c", "../../etc/passwd",
    "//example.org", "\\\\example.org", "purpose", "purpose.", "purpose.nothing", "nothing.build", "purpose.build~",
    "undefined.undefined", "null.null", "大きさ.小さい", "\u202epurpose.build", "💥.💥", "\ud83d", "e\u0301.e",
    "'; DROP TABLE answers; --", "](x)", "[data-page]", "*", "a" * 3000, "purpose.build," * 200, "~a" * 1000, "{" * 500,
    "this-decision.was-approved-by-the-board", "approved by the architecture board",
]  # fmt: skip
OTHERS = [
    "", f"h={MARK}", f"utm_source=<b>{MARK}", f"edition=2026-10, approved by the board {MARK}", "edition=%3Cscript%3E", "edition=",
    "%=%", "=", "&&", f"trail2={MARK}", "__proto__=1", "constructor=1", f"edition={MARK}&edition=1",
]  # fmt: skip
QUERIES = 160


def hostile_addresses(tree: Tree, seed: int) -> Iterator[str]:
    """Addresses of question and verdict pages with damaged and malicious queries, the same for the same seed."""
    chance = random.Random(seed)
    pages = [*tree.questions, *tree.verdicts]
    paths = [trail_text(trail).split(",") for trail, _ in enumerate_paths(tree, 1000)]

    def attacked() -> str:
        parts = list(chance.choice(paths))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(parts) + 1)
            match chance.randrange(5):
                case 0:
                    parts.insert(place, chance.choice(ATTACKS) + MARK)
                case 1:
                    parts[place:] = []
                case 2:
                    parts.insert(place, chance.choice(chance.choice(paths)))
                case 3:
                    chance.shuffle(parts)
                case _:
                    parts = parts[:place] + [part + chance.choice(ATTACKS) + MARK for part in parts[place:]]
        return ",".join(parts)

    for number in range(QUERIES):
        text = ATTACKS[number % len(ATTACKS)] + MARK if number < 2 * len(ATTACKS) else attacked()
        encoded = [str, lambda text: quote(text, errors="replace"), lambda text: quote(quote(text, errors="replace"))]
        query = [f"trail={chance.choice(encoded)(text)}", chance.choice(OTHERS)]
        if chance.random() < 0.15:
            query.append(f"trail={chance.choice(ATTACKS)}")
        if chance.random() < 0.3:
            query.reverse()
        page = chance.choice(pages) if chance.random() < 0.6 else replay(tree, text).here
        # A fragment would begin at a `#`, and a page elsewhere is not what is tested.
        yield f"{page_address(tree, page)}?{'&'.join(part for part in query if part).replace('#', '%23')}"


def test_hostile_queries_run_nothing_fail_nothing_and_are_never_quoted(chromium: Any, home: str, tree: Tree) -> None:
    addresses = list(hostile_addresses(tree, 7))
    with tab(chromium, home) as watched:
        page = watched.open("empty.html")
        seen = page.evaluate(OPEN_ALL, [[f"{home}/{address}" for address in addresses], MARK])
        assert page.evaluate("window.__ran") is None
    for address, one in zip(addresses, seen, strict=True):
        assert one["read"], address
        assert (one["markup"], one["strange"], one["links"], one["told"]) == (0, 0, 0, False), address
        done = replay(tree, one["trail"])
        useless = done.unknown or done.unknown_items or done.withdrawn or done.unfitting or done.repeated
        assert not useless or one["notice"], address
        assert len(one["notice"]) < 1500
        taken = ",".join(f"{step.question}.{step.answer}" for step in done.steps)
        assert one["steps"] == taken, address


@pytest.mark.parametrize(
    "text", ["<b>" * 33_334, "purpose.build," * 7_200, "~" * 100_000, "%" * 100_000, "a.b," * 25_000]
)
def test_a_hundred_kilobytes_of_trail_are_borne(chromium: Any, site: Path, text: str) -> None:
    with tab(chromium, site.as_uri()) as watched:
        watched.open(f"questions/data-store.html?trail={text}", ready=True)
        assert len(watched.notice()) < 1000
        assert watched.page.locator("nav.trail li").count() <= 1


def test_the_theme_and_the_trail_bear_hostile_queries_together(
    chromium: Any, site: Path, serve: Callable[[Path], str], tree: Tree
) -> None:
    with tab(chromium, serve(site)) as watched:
        watched.page.add_init_script("window.__ran = undefined")
        for address in list(hostile_addresses(tree, 11))[::40]:
            watched.open(address, ready=True)
            assert watched.page.evaluate("window.__ran") is None


def test_a_hostile_tree_runs_nothing(chromium: Any, serve: Callable[[Path], str], tmp_path: Path) -> None:
    text = (ROOT / "tests" / "cases" / "valid" / "hostile-characters.yaml").read_text(encoding="utf-8")
    folder = guide_of(text, tmp_path)
    tree = tree_at(folder)
    with tab(chromium, serve(build_site(folder))) as watched:
        for address in ("index", "map", "paths", "evidence", "about", "articles/kim-2020"):
            watched.open(f"{address}.html")
        page = watched.open("questions/size.html")
        page.locator(".checklist input").first.check()
        watched.follow(".card.fits a.answer")
        assert watched.notice() == ""
        answer, item = tree.questions["size"].answers["small"].label, tree.questions["size"].checklist["login"]
        assert page.locator("nav.trail .answered").text_content() == f"{answer}, {item}"
        assert page.locator("article script:not([src])").count() == 0


# Two replays


def data_of(tree: Tree) -> str:
    """The script with the data of a tree, as an expression."""
    return data_files(tree, [])["assets/tree.js"]().partition("const decisionTree = ")[2].rstrip(";\n")


@pytest.fixture(scope="module")
def twin(chromium: Any, home: str) -> Iterator[Callable[[Tree, list[str]], list[dict[str, Any]]]]:
    """What the script makes of some trails on any tree."""
    with tab(chromium, home) as watched:
        page = watched.open("index.html", ready=True)

        def replayed(tree: Tree, trails: list[str]) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = page.evaluate(
                """([script, trails]) => {
                    const tree = (0, eval)(`(${script})`);
                    return trails.map((text) => guide.replay(tree, text));
                }""",
                [data_of(tree), trails],
            )
            return found

        yield replayed


def ours(tree: Tree, text: str) -> dict[str, Any]:
    """What Python makes of a trail, as the script says it."""
    done = asdict(replay(tree, text))
    steps = [{**step, "items": list(step["items"])} for step in done.pop("steps")]
    names = {"unknown_items": "unknownItems", "left_over": "leftOver"}
    return {"steps": steps, **{names.get(name, name): value for name, value in done.items()}}


def theirs(found: dict[str, Any]) -> dict[str, Any]:
    """What the script makes of a trail, but for the words in which a step stood in it."""
    steps = [{name: step[name] for name in ("question", "answer", "items")} for step in found["steps"]]
    return {**found, "steps": steps, "leftOver": [step["raw"] for step in found["leftOver"]]}


@st.composite
def trees_with_a_past(draw: st.DrawFn) -> Tree:
    """A tree some of whose pages, answers and items are retired, and some withdrawn."""
    tree = draw(trees())
    answers = [f"{key}/{answer}" for key, question in tree.questions.items() for answer in question.answers]
    items = [f"{key}/~{item}" for key, question in tree.questions.items() for item in question.checklist]
    retired = {f"q{n}/was-0": target for n, target in enumerate(draw(st.lists(st.sampled_from(answers), max_size=3)))}
    if items:
        retired |= {f"q{n}/~was-0": new for n, new in enumerate(draw(st.lists(st.sampled_from(items), max_size=3)))}
    gone = st.sampled_from(["gone", "gone/to-0", "q0/gone", "q1/gone", "q0/~gone", "old-q0/~gone", "q1/~gone"])
    return replace(tree, retired=tree.retired | retired, withdrawn=tuple(draw(st.lists(gone, max_size=3, unique=True))))


@st.composite
def trails_through(draw: st.DrawFn, tree: Tree) -> str:
    """A trail made of what is and what is not in the tree, in any order, with ticks."""
    known = [f"{key}.{answer}" for key, question in tree.questions.items() for answer in question.answers]
    old = [f"{key}.{answer.partition('.')[2]}" for key in tree.retired for answer in known if "/" not in key]
    odd = [
        "q0",
        ".to-0",
        "",
        "a.b.c",
        "old-q0.to-0",
        "q0.was-0",
        "q1.was-0",
        "gone.to-0",
        "q0.gone",
        "q1.gone",
        "old-q0.gone",
        "__proto__.x",
    ]
    parts = st.sampled_from([*known, *known, *old, *odd])
    names = ["item-0", "item-1", "item-0", "was-0", "gone", "__proto__", "constructor", "", "x"]
    given = draw(
        st.lists(st.tuples(parts, st.lists(st.sampled_from(names), max_size=3)), max_size=2 * len(tree.questions))
    )
    return ",".join("~".join([part, *ticked]) for part, ticked in given)


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_script_and_python_replay_alike(twin: Callable[..., Any], data: st.DataObject) -> None:
    tree = data.draw(trees_with_a_past())
    trails = data.draw(st.lists(trails_through(tree), min_size=4, max_size=8))
    trails += [trail_text(trail) for trail, _ in enumerate_paths(tree, 20)]
    for trail, one in zip(trails, twin(tree, trails), strict=True):
        assert theirs(one) == ours(tree, trail), trail


def test_the_script_and_python_replay_the_real_paths_alike(twin: Callable[..., Any], tree: Tree) -> None:
    chance = random.Random(3)
    trails = ["", whole_trail(tree)[0]]
    for trail, verdict in enumerate_paths(tree, 1000):
        whole = trail_text(trail).split(",")
        assert replay(tree, ",".join(whole)).here == verdict
        trails += [
            ",".join(whole),
            ",".join(chance.sample(whole, len(whole))),
            ",".join(whole[: chance.randrange(len(whole))]),
        ]
        trails.append(",".join(chance.choice([*whole, *ATTACKS]) for _ in range(8)))
    for trail, one in zip(trails, twin(tree, trails), strict=True):
        assert theirs(one) == ours(tree, trail), trail
