// A verdict with a trail: what would change it, the evidence, the record.
(() => {
	const { tree, steps, here, make } = guide;
	const { words, excerpts, held, records } = decisionEvidence;
	const wanted = tree.verdicts[here].recommends;

	// Long lists are cut.
	const some = (all, show) => (all[12] ? [...all.slice(0, 12).map(show), `${all.length - 12} more`] : all.map(show));

	// Another answer, the rest kept: its verdict, or those that become possible.
	const changes = steps.flatMap(([question], n) => Object.entries(tree.questions[question].answers).map(([answer, { label }]) => {
		const now = guide.replay(tree, guide.text(steps.with(n, [question, answer])));
		const pages = new Set([now.here]);
		for (const id of pages) for (const { leads_to } of Object.values(tree.questions[id]?.answers || {})) pages.add(leads_to);
		const to = [...pages].filter((id) => tree.verdicts[id]);
		return { question, answer, label, now, to, flips: to[0] === now.here && tree.verdicts[to[0]].recommends !== wanted };
	})).filter(({ to }) => to[1] || to[0] !== here).sort((a, b) => b.flips - a.flips);
	guide.all(".changes")[0].replaceChildren(make("ul", {}, ...changes.map(({ question, answer, label, now, to }) => {
		const links = some(to, (id) => guide.link(id, id === now.here ? now.steps : [])).flatMap((link) => ["; ", link]);
		const words = `${tree.questions[question].title} “${label}” ${to[0] === now.here ? "alone leads" : "could lead"} to `;
		return guide.about(make("li", {}, words, ...links.slice(1)), question, answer);
	})));

	const last = steps.toReversed();
	const ids = [here, ...last.map((step) => step.slice(0, 2).join("/")), ...last.map(([question]) => question)];
	const refs = [...new Set(ids.flatMap((id) => held[id] || []))];
	const rank = ({ dataset }) => refs.indexOf(dataset.reference) + 1 || Infinity;
	for (const side of guide.all("[data-side]")) {
		const all = [...side.querySelectorAll(".item")].sort((a, b) => rank(a) - rank(b));
		const fold = side.querySelector(".fold");
		fold?.before(...all.splice(0, 2));
		fold?.append(...all);
	}

	const lines = (all) => all.map((line) => `* ${line}\n`).join("") || "* None.\n";
	const said = (question, answer) => `${words[question]} **${words[`${question}/${answer}`]}**`;
	const weight = (favours) => (!wanted || !favours ? "Neutral" : favours === wanted ? "Good" : "Bad");
	const because = (name) => some(refs.filter((ref) => weight(excerpts[ref][0]) === name), (ref) => `${name}, because ${excerpts[ref][1]}`);
	const address = new URL(guide.query(steps, []), location);
	const record = String.raw(
		{ raw: records[here] },
		lines(steps.map(([question, answer, items]) => [said(question, answer), ...items.map((id) => words[`${question}~${id}`])].join("\n    * "))),
		lines(["Good", "Bad", "Neutral"].flatMap(because)),
		lines(changes.map(({ question, answer, to }) => `${said(question, answer)}: ${some(to, (id) => words[id]).join("; ")}`)),
		address.protocol === "file:" ? `verdicts/${here}.html${address.search}` : address,
	);
	const [box] = guide.all(".record-made");
	box.querySelector("button").dataset.clipboardText = box.querySelector("pre").textContent = record;
	box.querySelector("a").href = URL.createObjectURL(new Blob([record]));
	box.hidden = false;
})();
