// The record for the design review, in the shape of MADR 4 (adr.github.io/madr): a document that readers see, from which
// the Markdown is made (see 85-markdown.js).
guide.whenWorded(() => {
	const { make, text, inert, page, way, address, oldEdition } = guide;
	const section = guide.find("section.record");
	if (!section || !guide.isHere) return;
	const MOST_WORDS = 340;
	const { options, verdicts, title: problem } = decisionTree;
	const { title, recommends } = verdicts[page];
	const chosen = options[recommends] ?? title;
	const counting = guide.all("[data-side] figure").filter(guide.counts);
	const today = () => {
		const now = new Date();
		return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
	};
	const list = (items) => make("ul", {}, ...items.map((item) => make("li", {}, ...item)));
	const head = (level, key) => make(`h${level}`, {}, text(key));

	const driver = (step) => {
		const { asked, answered, now } = guide.wording(step);
		const reworded = now ? ` (${text("reworded", { words: `${now.title} ${now.answered.join(", ")}` })})` : "";
		return [make("strong", {}, ...inert(/[?!.:]$/.test(asked) ? asked : `${asked}:`)), ...inert(` ${answered.join(", ")}${reworded}. `), ...guide.wordsOf(guide.reason(step))];
	};

	const considered = () => {
		const named = Object.values(options);
		const ends = guide.changes.map(({ now }) => verdicts[now.here]?.title).filter(Boolean);
		return [...new Set([...(named.length ? named : ends), chosen])];
	};

	// The two nearest excerpts against it; without a recommendation also the nearest of each option.
	const consequences = () => {
		const bySide = Map.groupBy(counting, (figure) => figure.closest("[data-side]").dataset.side);
		const against = (bySide.get("against") ?? []).slice(0, 2);
		const sided = recommends ? [] : [...bySide].filter(([side]) => options[side]).map(([, [nearest]]) => nearest);
		return [
			...against.map((figure) => [text("bad-because"), " ", ...guide.quoted(figure)]),
			...sided.map((figure) => [...guide.sidesOf(figure), " ", ...guide.quoted(figure)]),
		];
	};

	const changes = () => [
		...guide.all("section.unless li").filter((part) => !part.hidden).map(guide.wordsOf),
		...guide.changes.filter(({ flips }) => flips).map(({ asked, instead, now }) =>
			inert(text("would-give", { question: asked, answer: instead, verdict: verdicts[now.here].title }))),
	];

	const edition = () => {
		const editions = { edition: oldEdition, today: decisionTree.edition };
		if (oldEdition) return text(`record-${guide.editionState()}`, editions);
		return text(address.edition ? "record-edition" : address.namesEdition ? "record-unknown-edition" : "record-no-edition", editions);
	};
	// A folder of the reader's is nobody else's business.
	const path = `verdicts/${page}.html?${guide.query(way.steps, address.edition, [])}`;
	const link = location.protocol === "file:" ? make("code", {}, path) : make("a", { href: guide.root + path }, text("these-answers"));

	const summary = [...guide.find(".summary").children].filter((part) => !part.hidden).flatMap(guide.wordsOf);
	const front = { status: "proposed", date: today() };
	const heading = make("h3", {}, ...inert(title));
	const against = list(consequences());
	const change = list(changes());
	const partly = (name, body) => (body.childElementCount ? [name, body] : []);
	const record = make("div", { className: "record-text" },
		heading, make("p", { className: "front" }, text("record-front", front)),
		head(4, "record-context"), make("p", {}, ...inert(problem)), make("p", { className: "fill" }, text("record-fill")),
		head(4, "record-drivers"), list(way.steps.map(driver)),
		head(4, "record-options"), list(considered().map(inert)),
		head(4, "record-outcome"), make("p", {}, ...inert(text("record-chosen", { option: chosen })), " ", ...summary),
		...partly(head(5, "record-consequences"), against),
		head(4, "record-more-information"), ...partly(make("p", {}, text("record-would-change")), change),
		make("p", {}, ...inert(`${problem} ${edition()} `), link, "."));

	// As much of what speaks against it, and of what would change it, as keeps the record short.
	const words = () => [...record.querySelectorAll("p, li, h3, h4, h5")].map((part) => part.textContent).join(" ").split(/\s+/).length;
	let left = 0;
	for (const part of [[...change.children].slice(2), [...against.children].slice(1), [...change.children].slice(1, 2)].flatMap((part) => part.reverse())) {
		if (words() <= MOST_WORDS) break;
		part.remove();
		left += 1;
	}
	if (left) record.lastChild.append(" ", text("record-more", { n: left }));

	const each = (name) => [...Map.groupBy(counting, name).values()].map(([figure]) => figure);
	const excerpts = each(({ dataset }) => `${dataset.article}/${dataset.excerpt}`);
	const articles = each(({ dataset }) => dataset.article);
	const article = (figure) => {
		const original = figure.querySelector("a.original");
		return original ? [make("a", { href: original.href.replace(/#:~:.*/, "") }, ...guide.nameOf(figure))] : guide.nameOf(figure);
	};
	const appendix = counting.length && make("div", { className: "record-appendix", hidden: true },
		head(4, "record-appendix"), list(excerpts.map((figure) => [...guide.sidesOf(figure), " ", ...guide.quoted(figure)])),
		head(4, "record-articles"), list(articles.map(article)));

	section.ariaLabel = section.querySelector("h2").textContent;
	section.append(record, ...(appendix ? [appendix] : []));
	guide.record = { front, title, heading, record, appendix };
});
