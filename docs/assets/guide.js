// Made by build_tree.py from the decision tree; edits to this file are lost.
const decisionEditions = {};
const guide = {
root: new URL("..", document.currentScript.src).href,

find: (parts) => document.querySelector(parts),
all: (parts) => [...document.querySelectorAll(parts)],

make(name, { data, ...properties } = {}, ...children) {
const element = Object.assign(document.createElement(name), properties);
Object.assign(element.dataset, data);
element.append(...children);
return element;
},

// forms, the number `n` chooses.
say(key, values = {}) {
let words = decisionTree.words[key] ?? decisionReasons.words[key];
if (words.other) words = words[new Intl.PluralRules(decisionTree.language).select(values.n)] ?? words.other;
return words.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? values[part] : part));
},
text: (key, values) => guide.say(key, values).join(""),

behaviour(work, afterFailure) {
document.addEventListener("DOMContentLoaded", () => guide.attempt(work, afterFailure));
},
whenWorded(work) {
guide.behaviour(() => (guide.loaded ? guide.loaded.then(() => guide.attempt(work)) : work()));
},
attempt(work, afterFailure) {
try {
work();
} catch (error) {
console.error(error);
afterFailure?.();
}
},
};

if (/trail/i.test(location.search)) {
const { classList } = document.documentElement;
classList.add("has-trail", "undecided");
setTimeout(() => classList.remove("undecided"), 500);
}

{
const decoded = (text) => text.replace(/(%[0-9a-f]{2})+/gi, (codes) => {
try {
return decodeURIComponent(codes);
} catch {
return "";
}
});

const bare = (text) => decoded(decoded(text))
.replace(/^=?3D(?=\w)|\\/g, "")
.replace(/^[\s"'“”‘’«»<>()[\]{}*_`]+/, "")
.replace(/["'“”‘’«»<>()[\]{}|`*].*$/s, "")
.replace(/%.?$/, "");

guide.cleanTrail = (text) => bare(text)
.replace(/[∼˜〜]/g, "~")
.normalize("NFKC")
.toLowerCase()
.replace(/[‐-―−-]+/g, "-")
.replace(/[^a-z0-9.,~-]+/g, "")
.replace(/^[.,~-]+|[.~-]+(?=,|$)|,+$/g, "");

const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const known = (text) => {
const names = [decisionTree.edition, ...decisionTree.editions];
const called = (wanted) => names.find((name) => letters(name) === letters(wanted));
return names.find((name) => name === text) ?? called(text) ?? called(bare(text));
};

guide.readAddress = ({ search, hash }) => {
let query = (/^#(38|x26);/i.test(hash) ? search + hash : search)
.replace(/&(amp;|#38;|#x26;)+/gi, "&")
.replace(/&(lt|gt|quot|apos);/gi, "\"");
if (!/[?&]trail=/i.test(query) && /trail(%25)*%3D/i.test(query)) query = decoded(decoded(query));
const pairs = [...new URLSearchParams(query)].map(([name, value]) => [name.trim(), value]);
const valuesOf = (name) => pairs.filter((pair) => pair[0].toLowerCase() === name).map((pair) => pair[1]);
const editions = valuesOf("edition");
return {
trail: guide.cleanTrail(valuesOf("trail").join()),
namesEdition: editions.length > 0,
edition: editions.map(known).find(Boolean),
others: pairs.filter(([name]) => !/^(trail|edition|h|q)$/i.test(name)),
};
};
}

{
const today = ({ retired, questions }, question, answer) => {
const moved = retired[question] ?? question;
const pair = retired[`${question}/${answer}`] ?? retired[`${moved}/${answer}`] ?? `${moved}/${answer}`;
const [newQuestion, newAnswer] = pair.split("/");
return questions[newQuestion]?.answers[newAnswer] && { question: newQuestion, answer: newAnswer };
};

const itemToday = ({ retired, questions }, step, question, item) => {
const name = retired[`${question}/~${item}`] ?? retired[`${step.question}/~${item}`] ?? `${step.question}/~${item}`;
const [moved, id] = name.split("/~");
return moved === step.question && questions[moved].checklist?.[id] ? id : undefined;
};

guide.fits = (count, number) => {
const [least, most = least] = count.split("-");
return number >= least && number <= most;
};

guide.replay = (tree, text) => {
const given = new Map();
const found = { steps: [], unknown: [], unknownItems: [], withdrawn: [], unfitting: [], repeated: [] };
const isWithdrawn = (...names) => names.some((name) => tree.withdrawn.includes(name));

const tick = (step, question, items) => {
const { count } = tree.questions[step.question].answers[step.answer];
const known = new Map();
for (const item of items) {
const id = itemToday(tree, step, question, item);
if (!id) found.unknownItems.push(item);
else if (!known.has(id)) known.set(id, item);
}
if (known.size && !guide.fits(count, known.size)) {
found.unfitting.push(step.question);
known.clear();
}
step.items = [...known.keys()];
step.was.items = [...known.values()];
};

const read = (raw) => {
const [pair, ...items] = raw.split("~");
const [question, answer, ...rest] = pair.split(".");
const sound = question && answer && !rest.length;
const step = sound && today(tree, question, answer);
const ticks = step ? items.flatMap((item) => [`${question}/~${item}`, `${step.question}/~${item}`]) : [];
if (sound && isWithdrawn(question, `${question}/${answer}`, ...ticks)) found.withdrawn.push(raw);
else if (!step) found.unknown.push(raw);
else if (given.has(step.question)) found.repeated.push(raw);
else {
given.set(step.question, Object.assign(step, { raw, was: { question, answer } }));
tick(step, question, new Set(items));
}
};

if (text) text.split(",").forEach(read);
let here = tree.start;
for (let step; (step = given.get(here)); here = tree.questions[here].answers[step.answer].leads_to) {
found.steps.push(step);
given.delete(here);
}
return { ...found, here, leftOver: [...given.values()] };
};
}

guide.behaviour(() => {
const { questions, edition: today, start } = decisionTree;
const nav = guide.find("nav.trail");
const { page, kind } = nav?.dataset ?? {};
const address = guide.readAddress(location);
const way = guide.replay(decisionTree, address.trail);
const oldEdition = address.edition === today ? undefined : address.edition;

const nextOf = (id) => Object.values(questions[id]?.answers ?? {}).map(({ leads_to }) => leads_to);

guide.reachable = (id) => {
const pages = new Set([id]);
for (const one of pages) nextOf(one).forEach((next) => pages.add(next));
return pages;
};

guide.stillToCome = () => {
const found = new Map();
const waiting = [start];
while (waiting.length) {
const id = waiting.at(-1);
const next = nextOf(id);
const unknown = next.filter((one) => !found.has(one));
waiting.push(...unknown);
if (unknown.length) continue;
waiting.pop();
const of = (which) => next.map((one) => 1 + found.get(one)[which]);
found.set(id, next.length ? { least: Math.min(...of("least")), most: Math.max(...of("most")) } : { least: 0, most: 0 });
}
return found;
};

const textOf = (steps, edition) => steps
.map((step) => (edition === today ? step : step.was ?? step))
.map(({ question, answer, items }) => [`${question}.${answer}`, ...items].join("~"))
.join();
guide.query = (steps, edition, others = address.others) => {
const rest = [...(edition && steps.length ? [["edition", edition]] : []), ...others];
const trail = steps.length ? [`trail=${textOf(steps, edition)}`] : [];
return [...trail, ...(rest.length ? [new URLSearchParams(rest)] : [])].join("&");
};
guide.addressOf = (id) => `${guide.root}${questions[id] ? "questions" : "verdicts"}/${id}.html`;
guide.linkTo = (id, href = `${guide.addressOf(id)}?${guide.carried}`) =>
guide.make("a", { href }, (questions[id] ?? decisionTree.verdicts[id]).title);

const ahead = (id, leftOver) => {
const pages = guide.reachable(id);
return leftOver.filter(({ question }) => pages.has(question));
};
const later = ahead(way.here, way.leftOver);
const kept = [...way.steps, ...later];
guide.carried = guide.query(kept, address.edition);

// so that what was reworded since is asked again.
guide.give = (question, answer, items = []) => {
const others = kept.filter((step) => step.question !== question && !guide.wording(step).now);
const now = guide.replay(decisionTree, textOf([...others, { question, answer, items }], today));
const steps = [...now.steps, ...ahead(now.here, now.leftOver)];
return { ...now, href: `${guide.addressOf(now.here)}?${guide.query(steps, today)}` };
};

guide.wording = ({ question, answer, items, was }) => {
const words = (asked, label, ticked) => asked && label && {
asked: asked.short ?? asked.title,
title: asked.title,
answered: [label, ...ticked.map((item) => asked.checklist?.[item]).filter(Boolean)],
};
const asked = questions[question];
const now = words(asked, asked.answers[answer].label, items);
const old = decisionEditions[oldEdition]?.questions[was?.question];
const then = words(old, old?.answers[was.answer], was?.items ?? []);
const same = !then || (then.title === now.title && then.answered.join("\n") === now.answered.join("\n"));
return same ? now : { ...then, now };
};

guide.loaded = oldEdition && kept.length > 0 && new Promise((done) => {
const src = `${guide.root}assets/edition-${encodeURIComponent(oldEdition)}.js`;
document.body.append(guide.make("script", { src, onload: done, onerror: done }));
});

const answered = way.steps.findIndex((step) => step.question === page);
Object.assign(guide, {
nav, page, kind, address, way, oldEdition,
unreached: way.leftOver.filter((step) => !later.includes(step)),
isHere: Boolean(way.steps.length && way.here === page),
isOnWay: way.steps.length > 0 && (way.here === page || answered >= 0),
given: way.steps[answered],
});
});

guide.behaviour(() => {
if (!guide.carried) return;
const carry = (link) => {
const href = link?.getAttribute("href") ?? "#";
const { href: address, pathname, search } = new URL(href, location);
if (href.startsWith("#") || !address.startsWith(guide.root) || !/(\/|\.html)$/.test(pathname) || /[?&]trail=/.test(search)) return;
const [, path, query = "?", fragment = ""] = href.match(/^([^?#]*)(\?[^#]*)?(#.*)?$/);
link.setAttribute("href", `${path}${query}${query.length > 1 ? "&" : ""}${guide.carried}${fragment}`);
};
guide.all("a[href]").forEach(carry);
for (const event of ["pointerdown", "focusin", "click"]) {
addEventListener(event, ({ target }) => carry(target.closest?.("a[href]")), true);
}
});

guide.whenWorded(() => {
const { nav, page, way, isOnWay, make, say, text } = guide;
const { steps } = way;
const foot = nav?.querySelector(".trail-foot");
if (!foot) return;

const copied = make("button", { type: "button", onclick: () => guide.copy(copied, { "text/plain": location.href }) }, text("copy-link"));
foot.append(" ", copied);
if (!steps.length) return;
nav.hidden = false;

const entry = (step) => {
const { asked, answered, now } = guide.wording(step);
const change = make("a", { href: `${guide.addressOf(step.question)}?${guide.carried}`, title: text("change-this") },
make("span", { className: "asked" }, asked), " ", make("span", { className: "answered" }, answered.join(", ")));
const item = make("li", { data: { question: step.question, answer: step.answer } }, change);
if (step.question === page) change.ariaCurrent = "step";
if (now) item.append(" ", make("small", {}, text("reworded", { words: `${now.title} ${now.answered.join(", ")}` })));
return item;
};
const list = make("ol", {}, ...steps.map(entry));
const folded = make("details", {}, make("summary", {}, text("your-answers", { n: steps.length })), list);

foot.before(folded);
if (way.here !== page) foot.prepend(make("span", { className: "leads-to" }, ...say("they-lead-to", { page: guide.linkTo(way.here) })), " ");
if (!isOnWay) return;
folded.open = true;
nav.classList.add("open");
if (nav.offsetHeight > innerHeight / 3) {
folded.open = false;
nav.classList.remove("open");
}
if (!location.hash) Object.assign(guide.find("h1"), { tabIndex: -1 }).focus({ preventScroll: true });
});

guide.whenWorded(() => {
const { nav, page, way, address, oldEdition, make, say, text } = guide;
if (!nav || !address.trail) return;
const notice = make("div", { className: "notice", role: "status" });
const add = (key, values) => notice.append(make("p", {}, ...say(key, values)));
const count = (key, list) => list.length && add(key, { n: list.length });

const { edition: today } = decisionTree;
const reworded = way.steps.filter((step) => guide.wording(step).now);
if (oldEdition) {
add("other-edition", { edition: oldEdition, today });
if (!decisionEditions[oldEdition]) add("edition-missing", { edition: oldEdition });
const title = decisionEditions[oldEdition]?.verdicts[page];
if (title && title !== decisionTree.verdicts[page]?.title) add("was-called", { edition: oldEdition, title });
} else if (!address.edition) add(address.namesEdition ? "unknown-edition" : "no-edition", { today });
count("asked-again", reworded);
count("withdrawn", way.withdrawn);
count("unknown", way.unknown);
count("unknown-items", way.unknownItems);
count("repeated", way.repeated);
count("unreached", guide.unreached);
for (const question of way.unfitting) add("unfitting", { question: decisionTree.questions[question].title });
if (page && !guide.isOnWay) add("elsewhere", { page: guide.linkTo(way.here) });

if (notice.hasChildNodes()) nav.after(notice);
});

guide.whenWorded(() => {
const { page, kind, given, make, text } = guide;
if (kind !== "question") return;
const isAsked = guide.isOnWay || page === decisionTree.start;
const answers = guide.all("a.answer");
const list = guide.find(".checklist");
const told = list?.querySelector("[role=status]");

for (const item of list?.querySelectorAll("li") ?? []) {
const box = make("input", { type: "checkbox", value: item.dataset.item, checked: Boolean(given?.items.includes(item.dataset.item)) });
item.replaceChildren(make("label", {}, box, make("span", {}, ...item.childNodes)));
}
const ticked = () => [...(list?.querySelectorAll(":checked") ?? [])].map((box) => box.value);
const fits = (link) => guide.fits(link.dataset.count, ticked().length);
const lead = (link, items) => {
if (isAsked) link.href = guide.give(page, link.dataset.answer, items).href;
};

const update = () => {
const items = ticked();
for (const link of answers) {
const fitting = items.length > 0 && fits(link);
link.closest(".card").classList.toggle("fits", fitting);
lead(link, fitting ? items : []);
if (fitting) told.textContent = text("ticked", { n: items.length, answer: link.textContent });
}
if (told && !items.length) told.textContent = "";
};
update();
if (list) list.onchange = update;

const before = answers.find((link) => link.dataset.answer === given?.answer);
if (before) {
before.ariaCurrent = "true";
before.after(" ", make("small", { className: "given-before" }, text("given-before")));
}

guide.find(".answers").addEventListener("click", (event) => {
const link = event.target.closest("a.answer");
if (!link || !ticked().length || fits(link)) return;
event.preventDefault();
const goOn = make("a", { href: link.href }, text("go-on-without"));
told.replaceChildren(...guide.say("contradicts", { n: ticked().length, answer: link.textContent }), " ", goOn);
told.scrollIntoView({ block: "nearest" });
goOn.focus();
});
addEventListener("pageshow", update);
});

guide.behaviour(() => {
guide.find(".answers")?.addEventListener("keydown", (event) => {
if (event.ctrlKey || event.altKey || event.metaKey) return;
guide.all("a.answer")[event.key - 1]?.click();
});
});

guide.behaviour(() => {
const filter = (list, entries) => {
const field = guide.make("input", { type: "search" });
field.oninput = () => {
const wanted = field.value.trim().toLowerCase();
for (const entry of entries) entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
for (const fold of list.querySelectorAll("details")) {
fold.open = Boolean(wanted);
fold.hidden = ![...fold.querySelectorAll("tbody tr")].some((row) => !row.hidden);
}
};
list.before(guide.make("p", { className: "filter" }, guide.make("label", {}, guide.text("filter"), " ", field)));
};
const [answers, paths, evidence] = [".answers", ".paths", ".evidence"].map(guide.find);
if (answers?.children[20]) filter(answers, [...answers.children]);
for (const table of [paths, evidence]) if (table) filter(table, [...table.querySelectorAll("tbody tr")]);
});

guide.behaviour(() => {
const byEvent = (kinds) => {
const fill = (event) => {
event.preventDefault();
for (const [kind, text] of Object.entries(kinds)) event.clipboardData.setData(kind, text);
};
document.addEventListener("copy", fill);
const selection = getSelection();
const before = selection.rangeCount && selection.getRangeAt(0);
selection.selectAllChildren(guide.find("h1"));
const done = document.execCommand("copy");
selection.removeAllRanges();
if (before) selection.addRange(before);
document.removeEventListener("copy", fill);
if (!done) throw new Error("This browser does not let a page copy.");
};

guide.copy = async (button, kinds) => {
const asBlobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
const label = button.textContent;
try {
await (navigator.clipboard?.write
? navigator.clipboard.write([new ClipboardItem(Object.fromEntries(asBlobs))]).catch(() => byEvent(kinds))
: byEvent(kinds));
button.textContent = guide.text("copied");
} catch {
button.textContent = guide.text("not-copied");
}
setTimeout(() => (button.textContent = label), 2000);
};
});

guide.behaviour(() => {
const { way, make, text } = guide;
for (const { question, answer } of way.steps) {
guide.all(`.box[data-page="${question}"], .edge[data-question="${question}"][data-answer~="${answer}"]`).forEach((part) => part.classList.add("on-trail"));
}
if (way.steps.length) guide.find(`.box[data-page="${way.here}"]`)?.classList.add("on-trail", "here");

for (const frame of guide.all(".map")) {
const place = () => {
const box = frame.querySelector(".here") ?? frame.querySelector(`[data-page="${way.here}"]`);
if (!box) return;
const [inner, outer] = [box, frame].map((element) => element.getBoundingClientRect());
frame.scrollBy(inner.left - outer.left - 24, inner.top - outer.top - (outer.height - inner.height) / 2);
};
place();
frame.closest("details")?.addEventListener("toggle", place);
if (!frame.querySelector(".whole")) continue;
const fit = make("button", { type: "button", ariaPressed: "false", onclick() {
fit.ariaPressed = String(frame.classList.toggle("fitted"));
place();
} }, text("fit"));
frame.before(make("p", { className: "map-tools" }, fit));
}
});

(() => {
const opened = new Promise((open) => {
addEventListener("change", ({ target }) => target.id === "__search" && open());
});

const { open, send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (method, address, ...rest) {
this.waits = /search_index\.json$/.test(address);
open.call(this, method, address, ...rest);
};
XMLHttpRequest.prototype.send = async function (body) {
if (this.waits) await opened;
send.call(this, body);
};

const RealWorker = window.Worker;

class Frame extends EventTarget {
constructor(address) {
super();
const frame = document.createElement("iframe");
frame.hidden = true;
document.body.append(frame);
this.inside = frame.contentWindow;
this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
this.inside.importScripts = async (...addresses) => {
for (const one of addresses) await this.load(one);
};
this.ready = this.load(address);
}

load(address) {
const script = this.inside.document.createElement("script");
script.src = address;
this.inside.document.body.append(script);
return new Promise((done) => (script.onload = done));
}

async postMessage(data) {
await this.ready;
this.inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
}
}

window.Worker = class extends EventTarget {
constructor(address) {
super();
this.address = address;
}

start() {
const worker = new (location.protocol === "file:" ? Frame : RealWorker)(this.address);
worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
return worker;
}

postMessage(data) {
this.worker ??= this.start();
this.worker.postMessage(data);
}
};
})();
