// Why, from your answers: on a verdict with a trail, a row for each answer with its reason.
guide.whenWorded(() => {
	const { make, text } = guide;
	const section = guide.find("section.why");
	if (!section || !guide.isHere) return;

	// The one place where HTML of the data is taken over: our own Markdown renderer made it.
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
	section.querySelectorAll("a").forEach(guide.carry);
});
