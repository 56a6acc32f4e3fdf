"""The map and the neighbourhoods as SVG, over random trees with hostile texts. Their geometry is `test_layout`'s."""

import re
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from tree_builder.entries import Text
from tree_builder.graph.paths import graph_of
from tree_builder.map.layout import SMALL, TEXT
from tree_builder.model import Answer, Guide, Question, Tree, Verdict
from tree_builder.pages.assets import FOLDER
from tree_builder.pages.context import Context
from tree_builder.pages.map_drawing import neighbourhood, whole_map
from tree_builder.pages.options import MARKS, mark, option_number
from tree_builder.pages.render import _contexts

HOSTILE = [
    "<script>alert(1)</script>",
    "\"onload='x' &amp; ]]> --> [x](y) *z* `q` $1 {{ x }}",
    "<!-- </div> </svg>",
    "\\",
    "日本" * 40,
    "x" * 10_000,
]
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"]), min_size=1, max_size=90)
TITLES = st.one_of(st.sampled_from(HOSTILE), WORDS).map(lambda text: " ".join(text.split()) or "x")


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A sound tree: every question leads on, to pages after it, and every page can be reached."""
    questions, size = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    size += questions
    names = [f"q-{n}" for n in range(questions)] + [f"v-{n}" for n in range(questions, size)]
    onward = [draw(st.lists(st.integers(n + 1, size - 1), min_size=2, max_size=5)) for n in range(questions)]
    for n in range(1, size):
        onward[draw(st.integers(0, min(n, questions) - 1))].append(n)
    leads = {names[n]: [names[target] for target in onward[n]] for n in range(questions)}
    return tree_of(leads, names[questions:], lambda: draw(TITLES))


def tree_of(questions: dict[str, list[str]], verdicts: list[str], title=lambda: "Why?") -> Tree:
    """A tree in which each question leads to the pages listed, by answers `a-0`, `a-1` and so on."""
    options = {f"option-{n}": title() for n in range(3)}
    recommended = [*options, None]
    return Tree(
        guide=Guide(title=title(), summary="", edition="1", reviewed="2026-01-01", review_due="2027-01-01"),
        options=options,
        start=next(iter(questions)),
        questions={
            question_id: Question(
                title=title(),
                answers={f"a-{n}": Answer(label=title(), leads_to=target) for n, target in enumerate(targets)},
            )
            for question_id, targets in questions.items()
        },
        verdicts={
            verdict_id: Verdict(title=title(), summary=(Text(text=""),), recommends=recommended[n % 4])
            for n, verdict_id in enumerate(verdicts)
        },
    )


def context_of(tree: Tree) -> Context:
    """What pages at the guide's root are made from."""
    return _contexts(tree, None)[False]


def map_of(tree: Tree) -> ElementTree.Element:
    """The whole map as XML: it parses only where every text is escaped."""
    return ElementTree.fromstring(whole_map(context_of(tree)))


def around(tree: Tree, page_id: str) -> ElementTree.Element:
    return ElementTree.fromstring(neighbourhood(context_of(tree), page_id))


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


@given(trees())
def test_the_map_has_one_box_a_page_and_one_edge_a_way(tree):
    svg = map_of(tree)
    links = svg.findall(".//a")
    assert sorted(link.get("data-page") for link in links) == sorted([*tree.questions, *tree.verdicts])
    for link in links:
        folder = "questions" if link.get("data-page") in tree.questions else "verdicts"
        assert link.get("href") == f"{folder}/{link.get('data-page')}.html"
    ways = {(id_, answer.leads_to) for id_, question in tree.questions.items() for answer in question.answers.values()}
    edges = svg.findall(".//path[@class='edge']")
    assert len(edges) == len(ways)
    answers = {(edge.get("data-question"), answer) for edge in edges for answer in edge.get("data-answer").split()}
    assert answers == {(id_, answer) for id_, question in tree.questions.items() for answer in question.answers}


@given(trees())
def test_author_text_stays_text(tree):
    for link in map_of(tree).findall(".//a"):
        assert {element.tag for element in link.iter()} <= {"a", "rect", "path", "text"}
        first = link.find("text").text.removesuffix("…")
        assert tree.page(link.get("data-page")).title.startswith(first)


@given(trees())
def test_an_option_shows_by_class_shape_and_name(tree):
    for link in map_of(tree).findall(".//a"):
        page, classes = tree.page(link.get("data-page")), link.get("class").split()
        option = getattr(page, "recommends", None)
        assert classes[:2] == ["box", "verdict" if isinstance(page, Verdict) else "question"]
        assert ("no-option" in classes) == (isinstance(page, Verdict) and not option)
        if option:
            assert f"option-{option_number(tree, option)}" in classes
            assert words(link.find("text[@class='option']")).startswith(mark(tree, option))


@given(trees())
def test_a_neighbourhood_is_the_page_and_what_it_is_linked_to(tree):
    graph = graph_of(tree)
    for page_id in graph.order:
        svg = around(tree, page_id)
        askers = {step.question for step in graph.leads[page_id]}
        targets = {answer.leads_to for answer in getattr(tree.page(page_id), "answers", {}).values()}
        shown = [link.get("data-page") for link in svg.findall(".//a")]
        assert len(shown) == len(set(shown)) == 1 + min(12, len(askers | targets))
        assert set(shown) <= askers | {page_id} | targets
        (here,) = svg.findall(".//a[@aria-current='page']")
        assert (here.get("data-page"), here.get("class").split()[-1]) == (page_id, "here")


@given(trees())
def test_the_map_is_one_block_that_markdown_leaves_alone(tree):
    context = context_of(tree)
    for block in (str(whole_map(context)), str(neighbourhood(context, tree.start))):
        assert block.startswith('<div class="map" tabindex="0" role="region" aria-label="')
        assert block.endswith("</div>")
        assert all(line.strip() for line in block.split("\n"))
        assert " style=" not in block.replace("&quot;", "")
        html = markdown(f"Before.\n\n{block}\n\nAfter.", extensions=["attr_list", "toc", "tables"])
        assert html.split("\n\n") == [f"<p>Before.</p>\n{block}", "<p>After.</p>"]


def test_of_many_neighbours_twelve_are_shown_and_the_rest_counted():
    middle = {f"q-{n}": ["hub", "v-0"] for n in range(20)}
    verdicts = [f"v-{n}" for n in range(30)]
    tree = tree_of({"start": list(middle), **middle, "hub": verdicts}, verdicts)
    svg = around(tree, "hub")
    assert len(svg.findall(".//a")) == 13
    assert [words(more) for more in svg.findall(".//g[@class='more']")] == ["and 14 more", "and 24 more"]
    assert "and 8 more" in words(around(tree, "start"))


def test_answers_to_the_same_page_share_an_edge():
    svg = map_of(tree_of({"q": ["v", "w", "v"]}, ["v", "w"]))
    assert sorted(edge.get("data-answer") for edge in svg.findall(".//path[@class='edge']")) == ["a-0 a-2", "a-1"]
    assert "Why? / Why?" in words(svg)


def test_the_ninth_option_looks_like_the_first():
    tree = replace(tree_of({"q": ["v", "v"]}, ["v"]), options={f"o-{n}": "O" for n in range(9)})
    assert [option_number(tree, option) for option in tree.options] == [1, 2, 3, 4, 5, 6, 7, 8, 1]
    assert [mark(tree, option) for option in tree.options] == [*MARKS, MARKS[0]]


def test_styles_repeat_the_shapes_of_options_and_the_sizes_that_layouts_reckon_with() -> None:
    colours, maps = (
        FOLDER.joinpath("styles", name).read_text(encoding="utf-8") for name in ("10-colours.css", "80-map.css")
    )
    marks = re.findall(r'^\.option-(\d) .*--mark: "(.)"', colours, re.MULTILINE)
    assert marks == [(str(n), one) for n, one in enumerate(MARKS, 1)]
    sizes = re.findall(r"& (svg|\.label|\.verdict \.option) \{[^}]*font-size: (\d+)px", maps)
    assert sizes == [("svg", str(TEXT)), (".label", str(SMALL)), (".verdict .option", str(SMALL))]
