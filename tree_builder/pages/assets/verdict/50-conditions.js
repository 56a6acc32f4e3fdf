// Decides what holds on a verdict under the answers that led to it. Without them every part stands there with its
// condition in words; so do parts that hang on items of a checklist which was answered without ticks.
guide.behaviour(() => {
	const undecided = document.documentElement.classList;
	if (guide.kind !== "verdict") return;
	if (!guide.isHere) {
		guide.find(".invite").hidden = false;
		return undecided.remove("undecided");
	}

	const given = new Map(guide.way.steps.map((step) => [step.question, step]));
	// Of a checklist that was answered without ticks the items are unknown, unless no tick is what the answer asks for.
	const isUnknown = ({ question, answer, items }) => {
		const { count } = decisionTree.questions[question].answers[answer];
		return count && !items.length && !guide.fits(count, 0);
	};

	// Each gives true, false, or undefined where that is not known.
	const termHolds = (term) => {
		const [question, values] = term.split(".");
		const step = given.get(question);
		if (!step) return false;
		if (!values) return true;
		if (values[0] === "~") return step.items.includes(values.slice(1)) || (isUnknown(step) ? undefined : false);
		return values.split("|").includes(step.answer);
	};
	const clauseHolds = (clause) => {
		const found = clause.split(",").map(termHolds);
		return found.includes(false) ? false : found.includes(undefined) ? undefined : true;
	};
	const holds = (when) => {
		const found = when.split(";").map(clauseHolds);
		return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
	};

	const show = (part, held) => {
		part.hidden = held === false;
		if (part.localName === "details") part.open = true;
		for (const words of part.querySelectorAll(".when")) words.hidden = held !== undefined;
	};

	for (const part of guide.all("[data-when]")) show(part, holds(part.dataset.when));
	for (const list of guide.all("[data-first]")) {
		let settled = false;
		for (const part of list.children) {
			if (settled) part.hidden = true;
			else settled = !part.dataset.when || holds(part.dataset.when) === true;
		}
	}
	const strengths = guide.find(".strength [data-first]");
	const isOpen = strengths && [...strengths.children].filter((part) => !part.hidden).length > 1;
	for (const section of guide.all("main section")) {
		const entries = [...section.querySelectorAll("li, figure")];
		if (entries.length && entries.every((entry) => entry.hidden)) section.hidden = true;
	}
	for (const part of guide.all(".with-trail")) part.hidden = false;
	for (const part of guide.all(".without-trail")) part.hidden = true;
	if (isOpen) [strengths.hidden, strengths.nextElementSibling.hidden] = [true, false];
	undecided.remove("undecided");
	guide.showPart = show;
}, () => {
	document.documentElement.classList.remove("undecided");
	for (const part of guide.all("[data-when], [data-when] .when")) part.hidden = false;
});
