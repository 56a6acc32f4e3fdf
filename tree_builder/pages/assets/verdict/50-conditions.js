// Decides what holds on a verdict under the answers that led to it. Without them every part stands there with its
// condition in words; so do parts that hang on items of a checklist which was answered without ticks.
guide.behaviour(() => {
	const undecided = document.documentElement.classList;
	if (guide.kind !== "verdict" || !guide.isHere) return undecided.remove("undecided");

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
	for (const section of guide.all("main section")) {
		const entries = [...section.querySelectorAll("li, figure")];
		if (entries.length && entries.every((entry) => entry.hidden)) section.hidden = true;
	}
	for (const part of guide.all(".with-trail")) part.hidden = false;
	for (const part of guide.all(".without-trail")) part.hidden = true;
	undecided.remove("undecided");

	// A fragment or a search hit that lands on a part which does not count shows it, with its condition.
	const reveal = (target) => {
		for (let at = target; at; at = at.parentElement) {
			if (at.localName === "details") at.open = true;
			if (!at.matches("section[hidden]:not(.with-trail)")) continue;
			at.hidden = false;
			for (const part of at.querySelectorAll("[data-when]")) show(part, undefined);
		}
		const part = target.closest("[data-when]");
		if (part) show(part, undefined);
		target.scrollIntoView();
	};
	const revealTarget = () => {
		const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		if (target && !target.checkVisibility()) reveal(target);
	};
	const revealHits = () => {
		const searched = new URLSearchParams(location.search).get("h");
		const seen = searched && guide.find("main").innerText.toLowerCase();
		for (const word of searched?.toLowerCase().split(/\s+/) ?? []) {
			if (seen.includes(word)) continue;
			guide.all("[data-when][hidden]").filter((part) => part.textContent.toLowerCase().includes(word)).forEach(reveal);
		}
	};
	addEventListener("hashchange", revealTarget);
	revealTarget();
	revealHits();
}, () => {
	document.documentElement.classList.remove("undecided");
	for (const part of guide.all("[data-when], [data-when] .when")) part.hidden = false;
});
