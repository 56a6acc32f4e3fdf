"""What readers will notice: every kind of difference, and how it is told."""

import pytest
from harness.strategies import trees
from harness.trees import OLD, chain, edited, tree_of
from hypothesis import given
from markdown_it import MarkdownIt

from tree_builder.compare.compare import Comparison, code_span, compare, markdown, text
from tree_builder.compare.differences import Changed, Field
from tree_builder.compare.old_paths import Difference
from tree_builder.fields import Named
from tree_builder.graph.paths import Step
from tree_builder.model import Tree


def compared(*edits: tuple[str, str]) -> Comparison:
    return compare(tree_of(OLD), tree_of(edited(*edits)))


def ids(entries: list[Named]) -> list[str]:
    return [f"{entry.noun} {entry.id}" for entry in entries]


def lost(comparison: Comparison) -> list[str]:
    return [f"{entry.noun} {entry.id}" + (f" > {now}" if now else "") for entry, now, _ in comparison.missing]


@given(trees())
def test_a_tree_compared_with_itself_is_empty(tree: Tree) -> None:
    comparison = compare(tree, tree)
    assert comparison.empty
    assert text(comparison) == markdown(comparison) == "Readers will notice nothing.\n"


@given(trees(), trees())
def test_two_trees_that_differ_are_never_empty(old: Tree, new: Tree) -> None:
    assert compare(old, new).empty == (old == new and _orders(old) == _orders(new))


def _orders(tree: Tree) -> list[object]:
    held = [list(entries) for entries in (tree.options, tree.questions, tree.verdicts, tree.articles, tree.examples)]
    inner = [[list(question.answers), list(question.checklist)] for question in tree.questions.values()]
    excerpts = [list(article.excerpts) for article in tree.articles.values()]
    return [*held, inner, excerpts, *(list(example.answers) for example in tree.examples.values())]


# Each kind of difference


def test_a_verdict_of_a_path_that_changed_is_told_with_the_answers() -> None:
    comparison = compared(("label: Nobody, leads_to: take-a", "label: Nobody, leads_to: take-b"))
    trail = (Step("size", "large"), Step("team", "none"))
    assert comparison.paths.first == [Difference(trail, "take-a", "take-b", False)]
    assert comparison.changed == [Changed("question", "team", [Field("answer none: leads_to", "take-a", "take-b")])]
    assert "\n  `size.large,team.none`: `take-a` → `take-b`\n" in text(comparison)
    assert "1 of 3 old paths no longer lead to their verdict: 1 to another, 0 stop" in text(comparison)


def test_a_question_put_between_stops_old_paths() -> None:
    answers = "{x: {label: X, leads_to: take-a}, y: {label: Y, leads_to: take-b}}"
    between = f"questions:\n  use: {{title: What for?, answers: {answers}}}"
    comparison = compared(("questions:", between), ("Somebody, leads_to: take-b", "Somebody, leads_to: use"))
    assert ids(comparison.added) == ["question use"]
    assert [(found.now, found.stops) for found in comparison.paths.first] == [("use", True)]
    assert "`size.large,team.some`: `take-b` → stops at the question `use`" in text(comparison)


CREW = [("  team:\n", "  crew:\n"), ("leads_to: team", "leads_to: crew")]


def test_a_renamed_question_is_retired_and_its_paths_still_hold() -> None:
    comparison = compared(*CREW, ("weight: size", "weight: size\n  team: crew"))
    answers = ["answer team/none > crew/none", "answer team/some > crew/some"]
    assert lost(comparison) == [
        "question team > crew",
        *answers,
        "item team/~ann > crew/~ann",
        "item team/~bob > crew/~bob",
    ]
    assert ids(comparison.added) == ["question crew"]
    assert (comparison.paths.first, comparison.gone, comparison.forwarding) == ([], [], [])
    assert "all 3 old paths lead to their verdict" in text(comparison)


def test_a_renamed_verdict_under_retired_is_the_same_verdict() -> None:
    comparison = compared(("take-b", "use-b"), ("weight: size", "weight: size\n  take-b: use-b"))
    assert (comparison.paths.first, comparison.gone) == ([], [])
    assert not comparison.empty


def test_what_is_gone_without_an_entry_is_named() -> None:
    comparison = compared(*CREW, ("take-b", "use-b"),
                          ("large: {quote: Large", "huge: {quote: Large"), ("  weight: size", "  length: size"),
                          ("small: {label", "tiny: {label"), ("size: small}", "size: tiny}"))  # fmt: skip
    assert comparison.gone == [
        "size/small",
        "team",
        "team/none",
        "team/some",
        "team/~ann",
        "team/~bob",
        "take-b",
        "kim/large",
        "weight",
    ]
    assert comparison.forwarding == [Field("weight", "size", ""), Field("length", "", "size")]


def test_a_question_that_forwards_to_another_needs_entries_for_the_answers_not_found_there() -> None:
    renamed = [*CREW, ("some: {label", "several: {label")]
    assert compared(*renamed, ("weight: size", "weight: size\n  team: crew")).gone == ["team/some"]
    both = "weight: size\n  team: crew\n  team/some: crew/several"
    assert compared(*renamed, ("weight: size", both)).gone == []


def test_a_question_that_forwards_to_a_verdict_stands_for_its_answers() -> None:
    yaml = OLD[: OLD.index("  team:\n    title")] + OLD[OLD.index("verdicts:") :] + "  team: take-b\n"
    comparison = compare(tree_of(OLD), tree_of(yaml.replace("leads_to: team", "leads_to: take-b")))
    assert comparison.gone == []
    assert lost(comparison) == [
        "question team > take-b",
        "answer team/none",
        "answer team/some",
        "item team/~ann",
        "item team/~bob",
    ]


def test_what_is_withdrawn_is_not_gone_but_may_not_be_forgotten() -> None:
    third = "small: {label: Small, leads_to: take-a}\n      tiny: {label: Tiny, leads_to: take-a}"
    before, without = edited(("small: {label: Small, leads_to: take-a}", third)), OLD
    withdrawn = OLD + "withdrawn: [size/tiny]\n"
    comparison = compare(tree_of(before), tree_of(withdrawn))
    assert comparison.gone == []
    assert "withdrawn: `size/tiny`, `Tiny`" in text(comparison)
    assert compare(tree_of(withdrawn), tree_of(without)).gone == ["size/tiny"]
    # Who answered it then would be read as answering it now, whatever it says now.
    assert compare(tree_of(withdrawn), tree_of(before)).gone == ["size/tiny"]


def test_a_withdrawn_question_stands_for_what_it_held() -> None:
    yaml = OLD[: OLD.index("  team:\n    title")] + OLD[OLD.index("verdicts:") :] + "withdrawn: [team]\n"
    comparison = compare(tree_of(OLD), tree_of(yaml.replace("leads_to: team", "leads_to: take-b")))
    assert comparison.gone == []
    assert "withdrawn: `team/none`, `Nobody`" in text(comparison)


def test_what_was_retired_stays_so_unless_the_rename_is_undone() -> None:
    renamed = edited(*CREW, ("weight: size", "weight: size\n  team: crew"))
    undone = edited(("weight: size", "weight: size\n  crew: team"))
    assert compare(tree_of(renamed), tree_of(undone)).gone == []
    third = (
        "\n  team:\n    title: Yours?\n    answers: {x: {label: X, leads_to: take-a}, y: {label: Y, leads_to: crew}}"
    )
    again = edited(*CREW, ("leads_to: crew", "leads_to: team")).replace("questions:", f"questions:{third}")
    assert compare(tree_of(renamed), tree_of(again)).gone == ["team"]


def swapped(one: str, other: str) -> list[tuple[str, str]]:
    return [(one, "*"), (other, one), ("*", other)]


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        (swapped("label: Small", "label: Large"), ["size/small < size/large", "size/large < size/small"]),
        ([("ann: Ann, bob: Bob", "ann: Bob, bob: Ann")],
         ["team/~ann < team/~bob", "team/~bob < team/~ann"]),
        (swapped("title: How large?", "title: Which team?"), ["size < team", "team < size"]),
        (swapped("title: Take A", "title: Take B"), ["take-a < take-b", "take-b < take-a"]),
        ([("label: Small", "label: Large"), ("label: Large, leads_to: team", "label: Huge, leads_to: team")],
         ["size/small < size/large"]),
        ([("label: Small", "label: Large")], []),  # both are called so now, which is advice of another kind
        ([("label: Small", "label: Tiny"), ("label: Large", "label: Huge")], []),
        ([("label: Small", "label: Nobody"), ("label: Nobody, leads_to: take-a,", "label: Small, leads_to: take-a,")], []),
    ],
)  # fmt: skip
def test_words_that_changed_places_are_found(edits: list[tuple[str, str]], found: list[str]) -> None:
    comparison = compared(*edits)
    assert [f"{entry.id} < {entry.theirs}" for entry in comparison.turned] == found
    assert ("Old links now say something else" in text(comparison)) == bool(found)


def test_words_that_follow_a_retired_id_changed_no_places() -> None:
    third = "small: {label: Small, leads_to: take-a}\n      tiny: {label: Tiny, leads_to: take-a}"
    before = edited(("small: {label: Small, leads_to: take-a}", third))
    after = edited(
        ("small: {label: Small, leads_to: take-a}", "tiny: {label: Small, leads_to: take-a}"),
        ("size: small}", "size: tiny}"),
    )
    assert compare(tree_of(before), tree_of(after)).turned != []
    forwarded = after.replace("weight: size", "weight: size\n  size/small: size/tiny")
    assert compare(tree_of(before), tree_of(forwarded)).turned == []


def test_an_item_of_a_checklist_is_forwarded_like_an_answer() -> None:
    edits = [("bob: Bob", "rob: Bob")]
    assert compared(*edits).gone == ["team/~bob"]
    comparison = compared(*edits, ("weight: size", "weight: size\n  team/~bob: team/~rob"))
    assert (comparison.gone, lost(comparison)) == ([], ["item team/~bob > team/~rob"])


def test_an_id_that_another_kind_took_is_gone() -> None:
    comparison = compared(("take-b", "crew"), ("  team:\n", "  take-b:\n"), ("leads_to: team", "leads_to: take-b"))
    assert comparison.gone == ["team", "team/none", "team/some", "team/~ann", "team/~bob", "take-b"]


def test_answers_that_can_no_longer_be_given_are_told() -> None:
    third = "small: {label: Small, leads_to: take-a}\n      tiny: {label: Tiny, leads_to: take-a}"
    there, back = tree_of(edited(("small: {label: Small, leads_to: take-a}", third))), tree_of(OLD)
    assert ids(compare(back, there).added) == ["answer size/tiny"]
    assert lost(compare(there, back)) == ["answer size/tiny"]
    assert "\nAnswers\n  removed: `size/tiny`, `Tiny`\n" in text(compare(there, back))
    assert compare(there, back).gone == ["size/tiny"]


def test_excerpts_added_dropped_and_cited_elsewhere_are_told() -> None:
    comparison = compared(("large: {quote: Large", "huge: {quote: Huge"), ("[kim/small]", "[kim/huge]"))
    assert (ids(comparison.added), lost(comparison)) == (["excerpt kim/huge"], ["excerpt kim/large"])
    assert "question `size`: excerpts without `kim/small` with `kim/huge`" in text(comparison)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("edition: \"1\"", "edition: \"2\"", "edition `1` → `2`"),
        ("title: A or B?", "title: A?", "title `A or B?` → `A?`"),
        ("about: How.", "about: Why.", "about"),
        ("b: Option B", "b: Choice B", "option b `Option B` → `Choice B`"),
        ("b: Option B", "b: Option B, c: C", "added: `c`, `C`"),
        ("a: Option A, b: Option B", "b: Option B, a: Option A", "order of options"),
        ("title: How large?", "title: How big?", "question `size`: title `How large?` → `How big?`"),
        ("title: How large?", "title: How large?\n    explain: Think.", "question `size`: explain"),
        ("ann: Ann, bob: Bob", "ann: Ann, bob: Rob", "question `team`: item bob `Bob` → `Rob`"),
        ("ann: Ann, bob: Bob", "bob: Bob, ann: Ann", "question `team`: order of checklist"),
        ("label: Small,", "label: Little,", "question `size`: answer small: label `Small` → `Little`"),
        ("label: Large,", "label: Large, excerpts: [kim/large],",
         "question `size`: answer large: excerpts with `kim/large`"),
        ("It is enough.", "It will do.", "verdict `take-a`: summary"),
        ("unless: [It grows.]", "unless: [{text: It grows., when: {size: small}}]",
         "verdict `take-a`: unless: when nothing → `size: small`"),
        ("recommends: b}", "recommends: b, see_also: [{verdict: take-a, when: {size: large, team: [none, some]}}]}",
         "verdict `take-b`: see_also with `take-a when size: large, and team: none or some`"),
        ("recommends: b}", "recommends: b, strength: [{strength: split, when: {team: ~ann}}, strong]}",
         "verdict `take-b`: strength with `split when team: ~ann, strong`"),
        ("label: Small,", "label: Small, because: It is enough.,", "question `size`: answer small: because"),
        ("title: How large?", "title: How large?\n    short: Size", "question `size`: short nothing → `Size`"),
        ("favours: b", "favours: [b, a]", "article `kim`: excerpt large: favours with `a`"),
        ("favours: b", "against: a", "article `kim`: excerpt large: favours `b` → nothing; excerpt large: against nothing → `a`"),
        ("favours: b", "favours: b, since: [{note: N, url: https://a.org/, seen: 2026-01-01}]",
         "article `kim`: excerpt large: since"),
        ("[It grows.]", "[It shrinks.]", "verdict `take-a`: unless"),
        ("recommends: b}", "recommends: b, strength: split, next_steps: [Go.]}",
         "verdict `take-b`: strength nothing → `split`; next_steps"),
        ("Small wants A.", "Little wants A.", "article `kim`: excerpt small: quote"),
        ("favours: b", "favours: a", "article `kim`: excerpt large: favours `b` → `a`"),
        ("title: On sizes", "title: On sizes\n    author: Kim", "article `kim`: author nothing → `Kim`"),
        ("title: A blog", "title: A shop", "example `blog`: title `A blog` → `A shop`"),
        ("  blog:", "  shop:", "removed: `blog`, `A blog`"),
        ("weight: size", "weight: team", "`weight` forwards to `size` → `team`"),
    ],
)  # fmt: skip
def test_changed_words_are_told_by_field(was: str, now: str, told: str) -> None:
    comparison = compared((was, now))
    assert f"\n  {told}\n" in text(comparison)
    assert comparison.gone == []
    assert "all 3 old paths lead to their verdict" in text(comparison)


def test_what_readers_never_see_is_not_told() -> None:
    accepted = "recommends: a, todo: Ask Kim., accept: {one-sided: It is small.}"
    assert compared(("recommends: a,", accepted + ","), ("start: size", "start: size\nformat: 2")).empty


def test_another_start_is_told() -> None:
    answers = "{x: {label: X, leads_to: size}, y: {label: Y, leads_to: take-b}}"
    front = f"questions:\n  new: {{title: New?, answers: {answers}}}"
    yaml = edited(("start: size", "start: new"), ("questions:", front), ("answers: {size", "answers: {new: x, size"))
    comparison = compare(tree_of(OLD), tree_of(yaml))
    assert "start `size` → `new`" in text(comparison)
    assert [found.now for found in comparison.paths.first] == ["new"] * 3


# Markdown


@pytest.mark.parametrize("words", ["a `b` c", "``", "`", "<b>|#1 @all*_[x](y)\\", "```` x ` ```", "  spaced   out "])
def test_author_text_is_text_in_markdown(words: str) -> None:
    inline = MarkdownIt().parseInline(f"* {code_span(words)} x")[0].children or []
    assert [token.content for token in inline if token.type == "code_inline"] == [" ".join(words.split())]


@pytest.mark.slow
def test_markdown_is_sections_of_lists_and_folds_long_ones() -> None:
    comparison = compared(("title: How large?", "title: '<img src=x> `how`?'"))
    assert markdown(comparison) == (
        "## What readers will notice\n\n### Changed on pages\n\n"
        "* question `size`: title `How large?` → ``<img src=x> `how`?``\n\n"
        "### Paths\n\n* all 3 old paths lead to their verdict; there are 3 paths now\n"
    )
    long = markdown(compare(chain(12, list, merged=True), chain(12, reversed, merged=True)))
    assert "<details><summary>" in long


@given(trees(), trees())
def test_markdown_of_any_trees_has_no_markup_of_theirs(old: Tree, new: Tree) -> None:
    tokens = MarkdownIt().parse(markdown(compare(old, new)))
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "code_inline"}
    assert {token.content for token in tokens if token.type == "html_block"} <= {"</details>\n"} | {
        token.content for token in tokens if token.content.startswith("<details><summary>")
    }
