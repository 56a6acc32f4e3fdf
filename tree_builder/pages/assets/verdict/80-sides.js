// On a verdict with a trail: the excerpts that count, the nearest to the verdict first, two open for and two against; and
// how each article stands on these answers: one article, one voice.
guide.behaviour(() => {
	const { kind, isHere, make, text, say } = guide;
	if (kind !== "verdict" || !isHere) return;
	const MOST = 12;
	const { steps } = guide.way;
	const { options } = decisionTree;
	guide.optionClass = (option) => (options[option] ? `option-${Object.keys(options).indexOf(option) % 8 + 1}` : "no-option");
	// Asked before any is put away because there are many.
	const isCounting = (figure) => !figure.dataset.when || (!figure.hidden && !figure.querySelector(".when:not([hidden])"));
	const counting = new Set(guide.all("figure.excerpt").filter(isCounting));
	guide.counts = (figure) => counting.has(figure);

	// The verdict's own come first, then those of the answers, the last answer first, then those of the questions.
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
		const names = (ids) => Object.keys(options).filter((id) => ids.has(id)).map((id) => options[id]).join(", ");
		if (favours.size > 1 || both.size < favours.size + against.size) return make("span", {}, text(against.size ? "stands-parted" : "stands-several", { name, options: names(favours), others: names(against) }));
		if (favours.size) return make("span", { className: `side ${guide.optionClass([...favours][0])}` }, text("stands-for", { name, options: names(favours) }));
		return make("span", {}, text(against.size ? "stands-against" : "stands-depends", { name, options: names(against) }));
	};
	const line = guide.find(".stances");
	if (!line || !Object.keys(options).length) return;
	line.hidden = !voices.size;
	line.append(...say("stances"), ...[...voices.values()].flatMap((voice) => [" · ", stance(voice)]).slice(1));
});
