// What another answer would give: a row for each other answer, worked out by replay; those that flip stand first.
guide.whenWorded(() => {
	const { make, text, page, way } = guide;
	const section = guide.find("section.others");
	if (!section || !guide.isHere) return;
	const MOST = 12;
	const { questions, verdicts, options } = decisionTree;
	const wanted = verdicts[page].recommends;
	const or = (names) => names.join(text("or"));

	// On a checklist one item fewer, or one more, may be all that it takes.
	const instead = ({ question, items }, { label, count }) => {
		if (count && items.length && guide.fits(count, items.length - 1)) return text("one-fewer", { answer: label });
		return count && items.length && guide.fits(count, items.length + 1) ? text("one-more", { answer: label }) : label;
	};

	// The fewest and the most questions from where an answer leads to a verdict, and the verdicts that can be reached: later
	// answers that are kept are not asked again, and lead on as they did.
	const ahead = ({ here, later }) => {
		const kept = new Map(later.map(({ question, answer }) => [question, answer]));
		const nextOf = (id) => Object.entries(questions[id]?.answers ?? {})
			.filter(([answer]) => !kept.has(id) || answer === kept.get(id))
			.map(([, { leads_to }]) => leads_to);
		const found = new Map();
		const waiting = [here];
		while (waiting.length) {
			const id = waiting.at(-1);
			const next = nextOf(id);
			const unknown = next.filter((one) => !found.has(one));
			waiting.push(...unknown);
			if (unknown.length) continue;
			waiting.pop();
			const of = (which) => next.map((one) => Number(!kept.has(id)) + found.get(one)[which]);
			found.set(id, next.length ? { least: Math.min(...of("least")), most: Math.max(...of("most")) } : { least: 0, most: 0 });
		}
		return { ...found.get(here), ends: [...found.keys()].filter((id) => verdicts[id]) };
	};

	const possible = (ends) => {
		const sides = [...new Set(ends.map((id) => options[verdicts[id].recommends]))];
		if (ends.length < 3) return text("then", { verdicts: or(ends.map((id) => verdicts[id].title)) });
		if (sides.includes(undefined)) return text("then-possible", { n: ends.length });
		return sides.length > 1 ? text("then", { verdicts: or(sides) }) : text("then-always", { option: sides[0] });
	};

	const outcome = ({ here, href, later }) => {
		if (here === page) return [text("same-verdict")];
		if (verdicts[here]) return [make("a", { href, className: `to-verdict ${guide.optionClass(verdicts[here].recommends)}` }, verdicts[here].title)];
		const { least, most, ends } = ahead({ here, later });
		const range = least === most ? least : text("range", { least, most });
		return [make("a", { href }, text("more-questions", { n: most, range })), possible(ends)];
	};

	guide.changes = way.steps.flatMap((step) => Object.entries(questions[step.question].answers)
		.filter(([id]) => id !== step.answer)
		.map(([id, answer]) => {
			const now = guide.give(step.question, id);
			const { recommends = wanted } = verdicts[now.here] ?? {};
			const flips = Object.keys(options).length ? recommends !== wanted : Boolean(verdicts[now.here]) && now.here !== page;
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
