// The trail: the answers given, kept in the address and nowhere else; a step is [question, answer, ticked items].
const guide = {
	all: (parts) => document.querySelectorAll(parts),
	make: (name, properties, ...children) => {
		const element = Object.assign(document.createElement(name), properties);
		element.append(...children);
		return element;
	},
};
(() => {
	// The theme gives its search no name.
	for (const search of guide.all(".md-search")) search.ariaLabel = "Search";
	const [nav] = guide.all("nav.trail");
	if (!nav) return;
	const { root, page, edition } = nav.dataset;
	const params = new URLSearchParams(location.search);
	const list = nav.querySelector("ol");
	let before = [...list.children].map(({ dataset }) => [dataset.question, dataset.answer]);

	guide.about = (element, question, answer) => Object.assign(element.dataset, { question, answer }) && element;
	guide.load = (name) => new Promise((onload) => document.body.append(guide.make("script", { src: `${root}assets/${name}.js`, onload })));
	guide.text = (steps) => steps.map(([question, answer, items = []]) => [`${question}.${answer}`, ...items].join("~")).join();
	// The only way to a page is its trail.
	const text = params.get("trail") ?? guide.text(before);
	// Ids need no encoding. What others put into the address stays in it.
	const others = [...params].filter(([name]) => !/^(trail|edition)$/.test(name));
	guide.query = (steps, kept = others) => {
		const query = new URLSearchParams(steps[0] ? [["edition", edition], ...kept] : kept);
		return `?${steps[0] ? `trail=${guide.text(steps)}&` : ""}${query}`;
	};
	guide.lead = (items) => {
		const known = before[0] || "start" in nav.dataset;
		for (const link of guide.all("a.answer")) link.search = guide.query(known ? [...before, [page, link.dataset.answer, items]] : []);
	};

	const finish = (way) => {
		guide.lead();
		for (const link of guide.all(".trail p a")) link.search = guide.query(link.className === "on-map" ? way : []);
		// The theme copies what a button holds.
		for (const copy of guide.all(".trail button")) copy.dataset.clipboardText = params.has("trail") ? location : new URL(guide.query(way), location);
		if (guide.all(".checklist")[0]) guide.load("checklist");
	};

	const show = (tree) => {
		const { steps, here, unknown, repeated, leftOver } = guide.replay(tree, text);
		const at = steps.findIndex(([question]) => question === page);
		const holds = !page || here === page;
		const way = holds || at >= 0 ? steps : [];
		before = at < 0 ? way : way.slice(0, at);
		const link = (id, way) => {
			const kind = tree.questions[id] ? "questions" : "verdicts";
			return guide.make("a", { href: `${root}${kind}/${id}.html${guide.query(way)}` }, tree[kind][id].title);
		};

		const notice = guide.make("div", { className: "notice", role: "status" });
		nav.after(notice);
		const say = (...words) => notice.append(guide.make("p", {}, ...words));
		const was = params.get("edition") ?? tree.edition;
		if (was !== tree.edition) say(`Answered in edition ${was.slice(0, 80)}; this is ${tree.edition}. `, holds ? "They still lead here." : "");
		const odd = { "Not read": params.getAll("trail").slice(1), "Unknown today": unknown, "Answered twice": repeated, "Not asked on this way": leftOver };
		for (const what in odd) if (odd[what].length) say(`${what}: ${odd[what].join(", ").slice(0, 300)}`);
		if (!holds) say(`These answers ${at < 0 ? "do not lead here, but" : "go on"} to: `, link(here, steps));

		list.replaceChildren(...way.map(([question, answer, items], n) => {
			const { title, answers, checklist } = tree.questions[question];
			const textContent = [answers[answer].label, ...items.map((item) => checklist[item])].join(" + ");
			const change = Object.assign(link(question, way.slice(0, n)), { title: `Change: ${title}`, textContent });
			return guide.about(guide.make("li", {}, change), question, answer);
		}));
		for (const [id, answer] of [...steps, [here]])
			for (const part of guide.all(`.box[data-page="${id}"], .edge[data-question="${id}"][data-answer~="${answer}"]`)) part.classList.add("on-trail");
		finish(way);
		Object.assign(guide, { tree, steps, here, link });
		if (page && holds && tree.verdicts[page]) guide.load("evidence").then(() => guide.load("record"));
		// The next Tab goes to the answers.
		if (page && !location.hash) Object.assign(guide.all("h1")[0], { tabIndex: -1 }).focus({ preventScroll: true });
	};

	if (text || params.has("trail")) Promise.all(["replay", "tree"].map(guide.load)).then(() => show(decisionTree));
	else finish(before);
})();
