// The trail: the answers given, kept in the address and nowhere else; a step is [question, answer, ticked items].
const guide = {
	make: (name, properties, ...children) => {
		const element = Object.assign(document.createElement(name), properties);
		element.append(...children);
		return element;
	},
};
(() => {
	const nav = document.querySelector("nav.trail");
	if (!nav) return;
	const { root, page, edition } = nav.dataset;
	const params = new URLSearchParams(location.search);
	const text = params.get("trail");
	const list = nav.querySelector("ol");
	let before = [...list.children].map(({ dataset }) => [dataset.question, dataset.answer]);

	guide.about = (element, question, answer) => Object.assign(element.dataset, { question, answer }) && element;
	guide.load = (name) => new Promise((onload) => document.body.append(guide.make("script", { src: `${root}assets/${name}.js`, onload })));
	guide.text = (steps) => steps.map(([question, answer, items = []]) => [`${question}.${answer}`, ...items].join("~")).join();
	// Ids need no encoding. What others put into the address stays in it.
	guide.query = (steps) => {
		const query = new URLSearchParams(params);
		query.delete("trail");
		query.delete("edition");
		if (steps.length) query.set("edition", edition);
		return "?" + (steps.length ? `trail=${guide.text(steps)}&` : "") + query;
	};
	guide.lead = (items) => {
		for (const link of document.querySelectorAll("a.answer")) link.search = guide.query([...before, [page, link.dataset.answer, items]]);
	};

	const finish = (way) => {
		for (const link of nav.querySelectorAll("p a")) link.search = guide.query(link.className === "on-map" ? way : []);
		const copy = nav.querySelector("button"); // the theme copies what it holds
		if (copy) copy.dataset.clipboardText = text === null ? new URL(guide.query(way), location) : location;
		if (document.querySelector(".checklist")) guide.load("checklist");
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
		const say = (...words) => notice.append(guide.make("p", {}, ...words));
		const was = params.get("edition") ?? tree.edition;
		if (was !== tree.edition) say(`Answered in edition ${was.slice(0, 80)}; this is ${tree.edition}. `, holds ? "They still lead here." : "");
		const odd = { "Not read": params.getAll("trail").slice(1), "Unknown today": unknown, "Answered twice": repeated, "Not asked on this way": leftOver };
		for (const what in odd) if (odd[what].length) say(`${what}: ${odd[what].join(", ").slice(0, 300)}`);
		if (!holds) say(at < 0 ? "These answers do not lead here, but to: " : "These answers go on to: ", link(here, steps));
		if (notice.firstChild) nav.after(notice);

		list.replaceChildren(...way.map(([question, answer, items], n) => {
			const { title, answers, checklist } = tree.questions[question];
			const textContent = [answers[answer].label, ...items.map((item) => checklist[item])].join(" + ");
			const change = Object.assign(link(question, way.slice(0, n)), { title: `Change: ${title}`, textContent });
			return guide.about(guide.make("li", {}, change), question, answer);
		}));
		const mark = (parts) => document.querySelectorAll(parts).forEach((part) => part.classList.add("on-trail"));
		for (const [id, answer] of [...steps, [here]]) mark(`.box[data-page="${id}"], .edge[data-question="${id}"][data-answer~="${answer}"]`);
		if (way.length || page === tree.start) guide.lead();
		finish(way);
		Object.assign(guide, { tree, steps, here, link });
		if (page && holds && tree.verdicts[page]) guide.load("evidence").then(() => guide.load("record"));
		// The next Tab goes to the answers.
		if (page && !location.hash) Object.assign(document.querySelector("h1"), { tabIndex: -1 }).focus({ preventScroll: true });
	};

	if (text !== null) guide.load("replay").then(() => guide.load("tree")).then(() => show(decisionTree));
	else {
		if (before.length || "start" in nav.dataset) guide.lead();
		finish(before);
	}
})();
