// What readers must know of the link that they followed. Of a stranger's address only numbers are told.
guide.whenWorded(() => {
	const { nav, page, way, address, oldEdition, make, say, text } = guide;
	if (!nav || !address.trail) return;
	const notice = make("div", { className: "notice", role: "status" });
	const add = (key, values) => notice.append(make("p", {}, ...say(key, values)));
	const count = (key, list) => list.length && add(key, { n: list.length });

	const { edition: today } = decisionTree;
	const reworded = way.steps.filter((step) => guide.wording(step).now);
	if (oldEdition) {
		add(guide.editionState(), { edition: oldEdition, today });
		const title = decisionEditions[oldEdition]?.verdicts[page];
		if (title && title !== decisionTree.verdicts[page]?.title) add("was-called", { edition: oldEdition, title });
	} else if (!address.edition) add(address.namesEdition ? "unknown-edition" : "no-edition", { today });
	count("asked-again", reworded);
	count("withdrawn", way.withdrawn);
	count("unknown", way.unknown);
	count("unknown-items", way.unknownItems);
	count("repeated", way.repeated);
	count("unreached", guide.unreached);
	for (const question of way.unfitting) add("unfitting", { question: decisionTree.questions[question].title });
	if (page && !guide.isOnWay) add("elsewhere", { page: guide.linkTo(way.here) });

	if (notice.hasChildNodes()) nav.after(notice);
});
