"""Every way to a verdict of the real tree, and what a browser shows at its end: looked at once for a whole run."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from harness.browser import lean, tab, tree_at
from harness.guide import ROOT
from harness.servers import QuietHandler, serving
from tree_builder.graph.conditions import Given
from tree_builder.graph.paths import Trail, enumerate_paths
from tree_builder.kinds import count_range
from tree_builder.model import Tree


class Walked(NamedTuple):
    """A path with its ticks: as text, and as Python reads it."""

    trail: Trail
    text: str
    given: dict[str, Given]
    verdict: str
    ticks: dict[str, tuple[str, ...]]


Seen = list[tuple[Walked, dict[str, Any]]]

LOOK = """async ([addresses]) => {
    const look = async (address) => {
        const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { width: 1280, height: 900 }));
        const loaded = new Promise((done) => (frame.onload = done));
        frame.src = address;
        await loaded;
        const page = frame.contentDocument;
        const all = (parts) => [...page.querySelectorAll(parts)];
        const shown = (part) => part.closest("[hidden]") === null;
        const names = ({ dataset }) => `${dataset.article}/${dataset.excerpt}`;
        const table = (name) => all(`table.${name} tbody tr`).map((row) => ({
            ...row.dataset, css: row.className, hidden: row.hidden, link: row.querySelector("td:last-child a")?.href ?? "",
            cells: [...row.cells].map((cell) => cell.innerText.trim()),
        }));
        const lost = all("main a[href]").filter((link) => link.origin === location.origin && shown(link) && /\\.html$/.test(link.pathname)
            && link.pathname !== page.location.pathname && !/[?&]trail=/.test(link.search));
        const record = async () => (await fetch(page.querySelector(".record [download]").href)).text();
        const seen = {
            conditions: all("[data-when]").map((part) => [part.dataset.when, shown(part), [...part.querySelectorAll(".when")].some(shown), Boolean(part.closest("[data-first]"))]),
            first: all("[data-first]").map((list) => [...list.children].map((part) => [part.dataset.when ?? "", shown(part), part.textContent])),
            quotes: all("[data-side] figure").filter(shown).map(names),
            open: all("[data-side]").map((side) => [...side.querySelectorAll(":scope > figure")].filter(shown).length),
            parts: Object.fromEntries(["unless", "next"].map((name) => [name, all(`section.${name} li`).filter(shown).map((part) => part.innerText)])),
            stances: page.querySelector(".stances").innerText,
            because: table("because"), whatIf: table("what-if"),
            trail: all("nav.trail li").map((step) => [step.dataset.question, step.dataset.answer, step.textContent.replace(/\\s+/g, " ").trim()]),
            notice: page.querySelector(".notice[role]")?.textContent ?? "",
            words: page.querySelector(".record-text").innerText.split(/\\s+/).length,
            record: await record(),
            empty: all("section").filter((section) => shown(section) && !section.textContent.trim()).length,
            lost: lost.map((link) => link.href), invite: all(".invite, .without-trail").filter(shown).length,
            undecided: page.documentElement.className,
        };
        page.querySelector(".record [type=checkbox]")?.click();
        seen.whole = await record();
        frame.remove();
        return seen;
    };
    const seen = [];
    for (let n = 0; n < addresses.length; n += 4) seen.push(...await Promise.all(addresses.slice(n, n + 4).map(look)));
    return seen;
}"""


def every_walk(tree: Tree) -> list[Walked]:
    """Every path, and those with a checklist also with as few ticks as the answer takes, and with as many."""
    walks = (
        _walked(tree, trail, verdict, ticks)
        for trail, verdict in enumerate_paths(tree, 1000)
        for ticks in ((None, 0, -1) if any(tree.questions[step.question].checklist for step in trail) else (None,))
    )
    return list({one.text: one for one in walks}.values())


def _walked(tree: Tree, trail: Trail, verdict: str, which: int | None) -> Walked:
    parts, given, ticks = [], {}, {}
    for step in trail:
        question = tree.questions[step.question]
        count = question.answers[step.answer].count
        number = count_range(count)[which] if count and which is not None else 0
        ticked = ticks[step.question] = tuple(question.checklist)[:number]
        unknown = count is not None and not ticked and 0 not in count_range(count)
        given[step.question] = Given(step.answer, None if unknown else frozenset(ticked))
        parts.append("~".join([f"{step.question}.{step.answer}", *ticked]))
    return Walked(trail, ",".join(parts), given, verdict, ticks)


def seen_in(chromium: Any, site: Path, folder: Path) -> Path:
    """The file in which stands what the verdict of each walk shows, in their order."""
    tree = tree_at(ROOT)
    home = serving(QuietHandler)(lean(site, folder))
    pages = [
        f"{home}/verdicts/{one.verdict}.html?trail={one.text}&edition={tree.guide.edition}" for one in every_walk(tree)
    ]
    with tab(chromium, home) as watched:
        found = watched.open("index.html").evaluate(LOOK, [pages])
    (folder / "seen.json").write_text(json.dumps(found), encoding="utf-8")
    return folder / "seen.json"
