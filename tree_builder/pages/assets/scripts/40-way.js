// Where the answers of the address lead, in whose words they are told, and the links that follow from them.
guide.behaviour(() => {
	const { questions, edition: today, start } = decisionTree;
	const nav = guide.find("nav.trail");
	const { page, kind } = nav?.dataset ?? {};
	const address = guide.readAddress(location);
	const way = guide.replay(decisionTree, address.trail);
	const oldEdition = address.edition === today ? undefined : address.edition;

	const nextOf = (id) => Object.values(questions[id]?.answers ?? {}).map(({ leads_to }) => leads_to);

	// A page and all pages that can still be reached from it.
	guide.reachable = (id) => {
		const pages = new Set([id]);
		for (const one of pages) nextOf(one).forEach((next) => pages.add(next));
		return pages;
	};

	// In a link that keeps its old edition the ids are those of that edition, for its words are found by them.
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
	guide.ownLink = location.href.replace(/[?#].*/, "") + (kept.length ? `?${guide.query(kept, address.edition, [])}` : "");

	// What giving an answer leads to: later answers stay where they still apply, and the trail moves to today's edition,
	// so that what was reworded since is asked again.
	guide.give = (question, answer, items = []) => {
		const others = kept.filter((step) => step.question !== question && !guide.wording(step)?.now);
		const now = guide.replay(decisionTree, textOf([...others, { question, answer, items }], today));
		const later = ahead(now.here, now.leftOver);
		return { ...now, later, href: `${guide.addressOf(now.here)}?${guide.query([...now.steps, ...later], today)}` };
	};

	// The words of an answer in the edition in which it was given; with `now` where they have changed since.
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
		if (decisionEditions[oldEdition] && !then) return { ...now, foreign: true };
		const same = !then || (then.title === now.title && then.answered.join("\n") === now.answered.join("\n"));
		return same ? now : { ...then, now };
	};

	// Whether an old edition has the words of the answers that a link says were given in it.
	guide.editionState = () => {
		if (!decisionEditions[oldEdition]) return "edition-missing";
		return way.steps.some((step) => guide.wording(step).foreign) ? "foreign-edition" : "old-edition";
	};

	// Words of an old edition come in a file of their own; what needs none does not wait for it.
	guide.loaded = oldEdition && kept.length > 0 && guide.load(`edition-${encodeURIComponent(oldEdition)}`);

	const answered = way.steps.findIndex((step) => step.question === page);
	Object.assign(guide, {
		nav, page, kind, address, way, later, oldEdition,
		unreached: way.leftOver.filter((step) => !later.includes(step)),
		isHere: Boolean(way.steps.length && way.here === page),
		isOnWay: way.steps.length > 0 && (way.here === page || answered >= 0),
		given: way.steps[answered],
	});
});
