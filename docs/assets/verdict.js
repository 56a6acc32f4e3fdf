// Made by build_tree.py from the decision tree; edits to this file are lost.
guide.behaviour(() => {
const undecided = document.documentElement.classList;
if (guide.kind !== "verdict" || !guide.isHere) return undecided.remove("undecided");

const given = new Map(guide.way.steps.map((step) => [step.question, step]));
const isUnknown = ({ question, answer, items }) => {
const { count } = decisionTree.questions[question].answers[answer];
return count && !items.length && !guide.fits(count, 0);
};

const termHolds = (term) => {
const [question, values] = term.split(".");
const step = given.get(question);
if (!step) return false;
if (!values) return true;
if (values[0] === "~") return step.items.includes(values.slice(1)) || (isUnknown(step) ? undefined : false);
return values.split("|").includes(step.answer);
};
const clauseHolds = (clause) => {
const found = clause.split(",").map(termHolds);
return found.includes(false) ? false : found.includes(undefined) ? undefined : true;
};
const holds = (when) => {
const found = when.split(";").map(clauseHolds);
return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
};

const show = (part, held) => {
part.hidden = held === false;
if (part.localName === "details") part.open = true;
for (const words of part.querySelectorAll(".when")) words.hidden = held !== undefined;
};

for (const part of guide.all("[data-when]")) show(part, holds(part.dataset.when));
for (const list of guide.all("[data-first]")) {
let settled = false;
for (const part of list.children) {
if (settled) part.hidden = true;
else settled = !part.dataset.when || holds(part.dataset.when) === true;
}
}
for (const section of guide.all("main section")) {
const entries = [...section.querySelectorAll("li, figure")];
if (entries.length && entries.every((entry) => entry.hidden)) section.hidden = true;
}
for (const part of guide.all(".with-trail")) part.hidden = false;
for (const part of guide.all(".without-trail")) part.hidden = true;
undecided.remove("undecided");

const reveal = (target) => {
for (let at = target; at; at = at.parentElement) {
if (at.localName === "details") at.open = true;
if (!at.matches("section[hidden]:not(.with-trail)")) continue;
at.hidden = false;
for (const part of at.querySelectorAll("[data-when]")) show(part, undefined);
}
const part = target.closest("[data-when]");
if (part) show(part, undefined);
target.scrollIntoView();
};
const revealTarget = () => {
const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (target && !target.checkVisibility()) reveal(target);
};
const revealHits = () => {
const { innerText } = guide.find("main");
for (const word of (new URLSearchParams(location.search).get("h") ?? "").toLowerCase().split(/\s+/)) {
if (innerText.toLowerCase().includes(word)) continue;
guide.all("[data-when][hidden]").filter((part) => part.textContent.toLowerCase().includes(word)).forEach(reveal);
}
};
addEventListener("hashchange", revealTarget);
revealTarget();
revealHits();
}, () => {
document.documentElement.classList.remove("undecided");
for (const part of guide.all("[data-when], [data-when] .when")) part.hidden = false;
});

guide.behaviour(() => {
const { kind, isHere, make, text, say } = guide;
if (kind !== "verdict" || !isHere) return;
const MOST = 12;
const { steps } = guide.way;
const { options } = decisionTree;
guide.optionClass = (option) => (options[option] ? `option-${Object.keys(options).indexOf(option) % 8 + 1}` : "no-option");
guide.counts = (figure) => !figure.dataset.when || (!figure.hidden && !figure.querySelector(".when:not([hidden])"));

const distance = ({ dataset: { when } }) => Math.min(...(when?.split(/[;,]/) ?? []).map((term) => {
const [question, answer] = term.split(".");
const place = steps.findIndex((step) => step.question === question);
return place < 0 ? Infinity : (answer ? 1 : 2) * steps.length - place;
}), when ? Infinity : -1);

const arrange = (side) => {
const open = side.dataset.side === "depends" ? 0 : 2;
const figures = [...side.querySelectorAll("figure")].filter((figure) => !figure.dataset.when || !figure.hidden);
figures.sort((one, other) => distance(one) - distance(other));
figures.forEach((figure, place) => (figure.hidden = place >= MOST));
const fold = side.querySelector("details") ?? side.appendChild(make("details", { className: "fold" }, make("summary")));
fold.before(...figures.slice(0, open));
fold.append(...figures.slice(open));
const folded = Math.min(figures.length, MOST) - open;
fold.hidden = folded <= 0;
fold.querySelector("summary").textContent = text(open ? "more" : "excerpts", { n: folded });
side.querySelector(".more")?.remove();
if (figures.length > MOST) {
const evidence = make("a", { href: `${guide.root}evidence.html?${guide.carried}` }, text("more", { n: figures.length - MOST }));
side.append(make("p", { className: "more" }, evidence));
}
if (figures.length || side.querySelector(".silent") || !/^(for|against)$/.test(side.dataset.side)) return;
side.hidden = false;
fold.before(make("p", { className: "silent" }, text("silent")));
};
guide.all("[data-side]").forEach(arrange);

const voices = new Map();
for (const figure of guide.all("figure.excerpt").filter(guide.counts)) {
const { article, favours = "", against = "" } = figure.dataset;
const name = figure.querySelector("figcaption a").textContent;
const voice = voices.get(article) ?? { name, favours: new Set(), against: new Set() };
for (const option of favours.split(" ").filter(Boolean)) voice.favours.add(option);
for (const option of against.split(" ").filter(Boolean)) voice.against.add(option);
voices.set(article, voice);
}
const stance = ({ name, favours, against }) => {
const both = new Set([...favours, ...against]);
const names = (ids) => [...ids].map((id) => options[id]).join(", ");
if (favours.size > 1 || both.size < favours.size + against.size) return make("span", {}, text("stands-several", { name, options: names(both) }));
if (favours.size) return make("span", { className: `side ${guide.optionClass([...favours][0])}` }, text("stands-for", { name, options: names(favours) }));
return make("span", {}, text(against.size ? "stands-against" : "stands-depends", { name, options: names(against) }));
};
const line = guide.find(".stances");
if (!line) return;
line.hidden = !voices.size;
line.append(...say("stances"), ...[...voices.values()].flatMap((voice) => [" · ", stance(voice)]).slice(1));
});

guide.whenWorded(() => {
const { make, text } = guide;
const section = guide.find("section.why");
if (!section || !guide.isHere) return;

guide.reason = ({ question, answer }) => make("span", { innerHTML: decisionReasons.answers[question]?.[answer] ?? "" });

const row = (step) => {
const { asked, answered: [label, ...items], now } = guide.wording(step);
const given = make("td", {}, label);
if (items.length) given.append(make("small", {}, items.join(", ")));
if (now) given.append(make("small", {}, text("reworded", { words: `${now.title} ${now.answered.join(", ")}` })));
const change = make("a", { href: `${guide.addressOf(step.question)}?${guide.carried}`, ariaLabel: text("change-answer", { question: asked }) }, text("change"));
return make("tr", { data: { question: step.question, answer: step.answer } },
make("th", { scope: "row" }, asked), given, make("td", {}, guide.reason(step)), make("td", { className: "change" }, change));
};
section.append(make("table", { className: "because" }, make("tbody", {}, ...guide.way.steps.map(row))));
});

guide.whenWorded(() => {
const { make, text, page, way } = guide;
const section = guide.find("section.others");
if (!section || !guide.isHere) return;
const MOST = 12;
const { questions, verdicts, options } = decisionTree;
const wanted = verdicts[page].recommends;
const stillToCome = guide.stillToCome();
const or = (names) => names.join(text("or"));

const instead = ({ question, items }, { label, count }) => {
if (count && items.length && guide.fits(count, items.length - 1)) return text("one-fewer", { answer: label });
return count && items.length && guide.fits(count, items.length + 1) ? text("one-more", { answer: label }) : label;
};

const possible = (here) => {
const ends = [...guide.reachable(here)].filter((id) => verdicts[id]);
const sides = [...new Set(ends.map((id) => options[verdicts[id].recommends]))];
if (ends.length < 3) return text("then", { verdicts: or(ends.map((id) => verdicts[id].title)) });
if (sides.includes(undefined)) return text("then-possible", { n: ends.length });
return sides.length > 1 ? text("then", { verdicts: or(sides) }) : text("then-always", { option: sides[0] });
};

const outcome = ({ here, href }) => {
if (here === page) return [text("same-verdict")];
if (verdicts[here]) return [make("a", { href, className: `to-verdict ${guide.optionClass(verdicts[here].recommends)}` }, verdicts[here].title)];
const { least, most } = stillToCome.get(here);
const range = least === most ? least : text("range", { least, most });
return [make("a", { href }, text("more-questions", { n: most, range })), possible(here)];
};

guide.changes = way.steps.flatMap((step) => Object.entries(questions[step.question].answers)
.filter(([id]) => id !== step.answer)
.map(([id, answer]) => {
const now = guide.give(step.question, id);
const { recommends = wanted } = verdicts[now.here] ?? {};
const flips = recommends !== wanted;
const order = flips ? 0 : now.here === page ? 3 : verdicts[now.here] ? 1 : 2;
return { step, answer: id, now, flips, order, asked: guide.wording(step).asked, instead: instead(step, answer) };
})).sort((one, other) => one.order - other.order);

const row = ({ step, answer, now, flips, asked, instead }, place) => make("tr", {
className: flips ? "flips" : "",
hidden: place >= MOST,
data: { question: step.question, answer, ...(verdicts[now.here] && { verdict: now.here }) },
}, make("th", { scope: "row" }, asked), make("td", {}, instead), make("td", {}, ...outcome(now)));

const head = make("tr", {}, ...["question", "instead", "rest-unchanged"].map((key) => make("th", { scope: "col" }, text(key))));
const rows = guide.changes.map(row);
section.append(make("table", { className: "what-if" }, make("thead", {}, head), make("tbody", {}, ...rows)));
if (rows.length <= MOST) return;
const more = make("button", { type: "button", onclick() {
for (const hidden of rows) hidden.hidden = false;
more.remove();
rows[MOST].querySelector("a")?.focus();
} }, text("more", { n: rows.length - MOST }));
section.append(more);
});

guide.behaviour(() => {
const escaped = (text) => text.replace(/[\\`*_[\]<>&#|~!{}$]/g, "\\$&");
const code = (text) => {
const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
const fence = "`".repeat(longest + 1);
const space = /^`|`$/.test(text) ? " " : "";
return fence + space + text + space + fence;
};
const inline = (node) => {
if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
if (node.localName === "code") return code(node.textContent);
const inside = [...node.childNodes].map(inline).join("");
if (node.localName === "a") return `[${inside}](<${node.href}>)`;
return node.localName === "strong" ? `**${inside.trim()}**` : inside;
};
const line = (element) => [...element.childNodes].map(inline).join("").replace(/\s+/g, " ").trim()
.replace(/^(\d+)([.)])/, "$1\\$2")
.replace(/^[-+=:]/, "\\$&");
const block = (element) => {
if (element.localName === "ul") return [...element.children].map((item) => `* ${line(item)}`).join("\n");
const level = element.localName.match(/^h(\d)$/)?.[1];
return level ? `${"#".repeat(level - 2)} ${line(element)}` : line(element);
};

guide.markdown = (front, parts) => {
const matter = Object.entries(front).map(([name, value]) => `${name}: ${value}`);
const blocks = parts.flatMap((part) => [...part.children]).filter((one) => !one.matches(".front")).map(block);
return `---\n${matter.join("\n")}\n---\n\n${blocks.join("\n\n")}\n`;
};
});

guide.whenWorded(() => {
const { make, text, page, way, address, oldEdition } = guide;
const section = guide.find("section.record");
if (!section || !guide.isHere) return;
const MOST_WORDS = 340;
const { options, verdicts, title: problem, edition: today } = decisionTree;
const { title, recommends } = verdicts[page];
const fromDisk = location.protocol === "file:";
const list = (items) => make("ul", {}, ...items.map((item) => make("li", {}, ...item)));
const head = (level, key) => make(`h${level}`, {}, text(key));

const ACTIVE = /[@~%](?=[\w"])|[#!$&](?=\d)|\bGH-\d|:\/\/|\bwww\.|:\w+:|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b/i;
const inert = (words) => words.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\s]+/gu, (found) => (/\s/.test(found) ? " " : ""))
.split(/(\S+)/)
.flatMap((word) => {
if (!ACTIVE.test(word)) return word;
const [, before, active, after] = word.match(/^([("'“‘[]*)(.*?)([.,;:!?)"'”’\]]*)$/);
return [before, make("code", {}, active), after];
});

// address is told: the answers stand in one link.
const target = ({ href }) => (href.startsWith(guide.root) ? href.replace(/\?[^#]*/, "") : href);
const wordsOf = (node) => {
if (node.nodeType === Node.TEXT_NODE) return inert(node.data);
if (node.hidden) return [];
const inside = [...node.childNodes].flatMap(wordsOf);
if (node.localName === "a" && !node.href.startsWith("file:")) return [make("a", { href: target(node) }, ...inside)];
if (node.localName === "code") return [make("code", {}, node.textContent)];
return getComputedStyle(node).display === "inline" ? inside : [...inside, " "];
};

const optionsOf = (ids = "") => ids.split(" ").filter(Boolean).map((id) => options[id]).join(", ");
const publishedOf = (figure) => figure.querySelector("figcaption a").nextSibling.data.match(/, ([^·]*)/)[1].trim();
const quoted = (figure) => [
...inert(`“${figure.querySelector("blockquote").textContent.trim()}”`),
` (${figure.querySelector("figcaption a").textContent}, ${publishedOf(figure)})`,
...[...figure.querySelectorAll(".since")].flatMap((note) => [" ", ...wordsOf(note)]),
];
const counting = guide.all("[data-side] figure").filter(guide.counts);
const sideOf = (figure) => figure.closest("[data-side]").dataset.side;

const drivers = () => list(way.steps.map((step) => {
const { asked, answered, now } = guide.wording(step);
const reworded = now ? ` (${text("reworded", { words: `${now.title} ${now.answered.join(", ")}` })})` : "";
return [make("strong", {}, ...inert(`${asked}:`)), ...inert(` ${answered.join(", ")}${reworded}. `), ...wordsOf(guide.reason(step))];
}));

const chosen = options[recommends] ?? title;
const considered = () => {
const names = Object.values(options);
const others = names.length ? names : [...new Set(guide.changes.map(({ now }) => verdicts[now.here]?.title).filter(Boolean))];
return list([...new Set([...others, chosen])].map(inert));
};

const summary = () => [...guide.find(".summary").children].filter((part) => !part.hidden).flatMap(wordsOf);

const consequences = () => {
const nearest = new Map();
for (const figure of counting) {
const side = sideOf(figure);
if (recommends ? side === "against" && nearest.size < 2 : side !== "depends" && !nearest.has(side)) nearest.set(recommends ? figure : side, figure);
}
return [...nearest.values()].map((figure) => (recommends
? [text("bad-because"), " ", ...quoted(figure)]
: [text("speaks-for", { options: optionsOf(figure.dataset.favours) }), " ", ...quoted(figure)]));
};

const changes = () => [
...guide.all("section.unless li").filter((part) => !part.hidden).map(wordsOf),
...guide.changes.filter(({ flips }) => flips).map(({ asked, instead, now }) => inert(text("would-give", { question: asked, answer: instead, verdict: verdicts[now.here].title }))),
];

const record = make("div", { className: "record-text" });
const appendix = make("div", { className: "record-appendix", hidden: true });
const query = guide.query(way.steps, address.edition ?? undefined, []);
const path = `verdicts/${page}.html?${query}`;
const link = fromDisk ? make("code", {}, path) : make("a", { href: guide.root + path }, text("these-answers"));

const edition = oldEdition
? text("record-old-edition", { edition: oldEdition, today })
: text(address.edition ? "record-edition" : "record-no-edition", { today });
const front = { status: "proposed", date: new Date().toLocaleDateString("sv") };

const shorten = (parts) => {
let left = 0;
for (const part of parts) {
if (record.textContent.split(/\s+/).length <= MOST_WORDS) break;
part.remove();
left += 1;
}
if (left) record.lastChild.append(" ", text("record-more", { n: left }));
};

const against = list(consequences());
const change = list(changes());
const parts = (name, body) => (body.childElementCount ? [name, body] : []);
const heading = make("h3", {}, ...inert(title));
record.append(
heading,
make("p", { className: "front" }, text("record-front", front)),
head(4, "record-context"), make("p", {}, ...inert(problem)), make("p", { className: "fill" }, text("record-fill")),
head(4, "record-drivers"), drivers(),
head(4, "record-options"), considered(),
head(4, "record-outcome"), make("p", {}, ...inert(text("record-chosen", { option: chosen })), " ", ...summary()),
...parts(head(5, "record-consequences"), against),
head(4, "record-more-information"),
...parts(make("p", {}, text("record-would-change")), change),
make("p", {}, ...inert(`${problem} ${edition} `), link, "."),
);
shorten([...[...change.children].slice(2).reverse(), ...[...against.children].slice(1).reverse()]);

const articles = new Map();
for (const figure of counting) articles.set(figure.dataset.article, figure);
const once = new Map(counting.map((figure) => [`${figure.dataset.article}/${figure.dataset.excerpt}`, figure]));
const sideIn = ({ dataset: { favours, against } }) => [
favours && text("speaks-for", { options: optionsOf(favours) }),
against && text("speaks-against", { options: optionsOf(against) }),
].filter(Boolean).join(" ") || text("takes-no-side");
appendix.append(
head(4, "record-appendix"),
list([...once.values()].map((figure) => [sideIn(figure), " ", ...quoted(figure)])),
head(4, "record-articles"),
list([...articles.values()].map((figure) => {
const name = figure.querySelector("figcaption a").textContent;
const original = figure.querySelector("a.original");
return original ? [make("a", { href: original.href.replace(/#:~:.*/, "") }, name)] : inert(name);
})),
);

const project = make("input", { autocomplete: "off" });
const withAll = make("input", { type: "checkbox" });
const copy = make("button", { type: "button" }, text("copy"));
const download = make("a", { className: "button" }, text("download"));
section.append(make("p", { className: "record-tools" },
make("label", {}, text("project"), " ", project), copy, download,
...(counting.length ? [make("label", {}, withAll, " ", text("with-all-quotations"))] : [])), record, appendix);

const shown = () => [record, ...(withAll.checked ? [appendix] : [])];
const markdown = () => guide.markdown(front, shown());
const update = () => {
const name = project.value.trim();
heading.replaceChildren(...inert(name ? `${name}: ${title}` : title));
appendix.hidden = !withAll.checked;
const file = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || page;
download.download = `decision-${file}.md`;
URL.revokeObjectURL(download.href);
download.href = URL.createObjectURL(new Blob([markdown()], { type: "text/markdown" }));
};
project.oninput = withAll.onchange = update;
const rich = () => shown().map((part) => part.innerHTML).join("").replace(/(<\/?h)(\d)/g, (_, tag, level) => tag + (level - 2)).replace(/ class="\w*"/g, "");
copy.onclick = () => guide.copy(copy, { "text/html": rich(), "text/plain": markdown() });
update();
});
