// A verdict with a trail: what would change it, the evidence of these answers, the record.
(() => {
	const { tree, steps, here, make } = guide;
	const { words, excerpts, held, records } = decisionEvidence;
	const wanted = tree.verdicts[here].recommends;

	// Another answer, the rest kept: its verdict, or those that become possible.
	const changes = steps.flatMap(([question], n) => Object.entries(tree.questions[question].answers).map(([answer, { label }]) => {
		const now = guide.replay(tree, guide.text(steps.with(n, [question, answer])));
		const pages = new Set([now.here]);
		for (const id of pages) for (const { leads_to } of Object.values(tree.questions[id]?.answers || {})) pages.add(leads_to);
		const to = [...pages].filter((id) => tree.verdicts[id]);
		return { question, answer, label, now, to, flips: to[0] === now.here && tree.verdicts[to[0]].recommends !== wanted };
	})).filter(({ to }) => to[1] || to[0] !== here).sort((a, b) => b.flips - a.flips);
	document.querySelector(".changes").replaceChildren(make("ul", {}, ...changes.map(({ question, answer, label, now, to, flips }) => {
		const links = to.flatMap((id) => ["; ", guide.link(id, to[1] ? [] : now.steps)]);
		const words = `${tree.questions[question].title} “${label}” ${flips ? "alone leads" : "could lead"} to `;
		return guide.about(make("li", {}, words, ...links.slice(1)), question, answer);
	})));

	const last = steps.toReversed();
	const ids = [here, ...last.map(([question, answer]) => `${question}/${answer}`), ...last.map(([question]) => question)];
	const refs = [...new Set(ids.flatMap((id) => held[id] || []))];
	for (const side of document.querySelectorAll("[data-side]")) {
		const given = refs.flatMap((ref) => [...side.querySelectorAll(`[data-reference="${ref}"]`)]);
		const all = [...new Set([...given, ...side.querySelectorAll(".item")])];
		const fold = side.querySelector(".fold");
		fold?.before(...all.splice(0, 2));
		fold?.append(...all);
	}

	const lines = (all) => all.map((line) => `* ${line}\n`).join("") || "* None.\n";
	const said = (question, answer) => `${words[question]} **${words[`${question}/${answer}`]}**`;
	const because = (name, counts) => refs.filter((ref) => counts(excerpts[ref][0])).map((ref) => `${name}, because ${excerpts[ref][1]}`);
	const address = new URL(guide.query(steps), location);
	const record = String.raw(
		{ raw: records[here] },
		lines(steps.map(([question, answer, items]) => [said(question, answer), ...items.map((id) => words[`${question}~${id}`])].join("\n    * "))),
		lines([
			...because("Good", (favours) => wanted && favours === wanted),
			...because("Bad", (favours) => wanted && favours && favours !== wanted),
			...because("Neutral", (favours) => !wanted || !favours),
		]),
		lines(changes.map(({ question, answer, to }) => `${said(question, answer)}: ${to.map((id) => words[id]).join("; ")}`)),
		address.protocol === "file:" ? `verdicts/${here}.html${address.search}` : address,
	);
	const box = document.querySelector(".record-made");
	box.querySelector("button").dataset.clipboardText = box.querySelector("pre").textContent = record;
	box.querySelector("a").href = URL.createObjectURL(new Blob([record]));
	box.hidden = false;
	box.previousElementSibling.hidden = true;
})();
