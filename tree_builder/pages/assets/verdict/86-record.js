// The record for the design review, in the shape of MADR 4 (adr.github.io/madr): made as a document that readers see, from
// which the Markdown is made (see 85-markdown.js). Whatever it holds is inert where it is pasted.
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

	// GitHub and GitLab make pings and links of such words, but not of code. No character leaves that cannot be seen.
	const ACTIVE = /[@~%](?=[\w"])|[#!$&](?=\d)|\bGH-\d|:\/\/|\bwww\.|:\w+:|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b/i;
	const inert = (words) => words.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\s]+/gu, (found) => (/\s/.test(found) ? " " : ""))
		.split(/(\S+)/)
		.flatMap((word) => {
			if (!ACTIVE.test(word)) return word;
			const [, before, active, after] = word.match(/^([("'“‘[]*)(.*?)([.,;:!?)"'”’\]]*)$/);
			return [before, make("code", {}, active), after];
		});

	// Words of the page as the record says them: links and code stay, all else is text. What others have put into the
	// address of this page does not leave with its links.
	const query = guide.query(way.steps, address.edition, []);
	const target = ({ href }) => (href.startsWith(guide.root) ? href.replace(guide.carried, query) : href);
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

	// With a recommendation the nearest excerpts against it; without one the nearest of each side.
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
	const path = `verdicts/${page}.html?${query}`;
	const link = fromDisk ? make("code", {}, path) : make("a", { href: guide.root + path }, text("these-answers"));

	const edition = oldEdition
		? text("record-old-edition", { edition: oldEdition, today })
		: text(address.edition ? "record-edition" : "record-no-edition", { today });
	const front = { status: "proposed", date: new Date().toLocaleDateString("sv") };

	// Of what would change it and what speaks against it, as much as keeps the record short.
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
	// On the page the record stands two levels below its title; where it is pasted it begins with a title.
	const rich = () => shown().map((part) => part.innerHTML).join("").replace(/(<\/?h)(\d)/g, (_, tag, level) => tag + (level - 2)).replace(/ class="\w*"/g, "");
	copy.onclick = () => guide.copy(copy, { "text/html": rich(), "text/plain": markdown() });
	update();
});
