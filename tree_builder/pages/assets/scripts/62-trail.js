// The trail above the page: question and answer in words, each with a link that changes it.
guide.whenWorded(() => {
	const { nav, page, way, isOnWay, make, say, text } = guide;
	const { steps } = way;
	const foot = nav?.querySelector(".trail-foot");
	if (!foot) return;

	const copied = make("button", { type: "button", onclick: () => guide.copy(copied, { "text/plain": guide.ownLink }) }, text("copy-link"));
	foot.append(" ", copied);
	if (!steps.length) return;
	nav.hidden = false;

	const entry = (step) => {
		const { asked, answered, now } = guide.wording(step);
		const change = make("a", { href: `${guide.addressOf(step.question)}?${guide.carried}`, title: text("change-this") },
			make("span", { className: "asked" }, asked), " ", make("span", { className: "answered" }, answered.join(", ")));
		const item = make("li", { data: { question: step.question, answer: step.answer } }, change);
		if (step.question === page) change.ariaCurrent = "step";
		if (now) item.append(" ", make("small", {}, text("reworded", { words: `${now.title} ${now.answered.join(", ")}` })));
		return item;
	};
	const list = make("ol", {}, ...steps.map(entry));
	const folded = make("details", {}, make("summary", {}, text("your-answers", { n: steps.length })), list);

	foot.before(folded);
	// How many are to go is written for whoever has answered nothing that comes later.
	if (way.here !== page || guide.later.length) foot.querySelector(".to-go")?.remove();
	// On a page off the way a notice says so.
	if (way.here !== page && (isOnWay || !page)) foot.prepend(make("span", { className: "leads-to" }, ...say("they-lead-to", { page: guide.linkTo(way.here) })), " ");
	if (!isOnWay) return;
	// The title stays in the first view: where the answers would push it out they are folded. Measured when all is there,
	// for a browser lays the page out each time that something is measured.
	const unfold = (open) => (folded.open = nav.classList.toggle("open", open));
	unfold(true);
	requestAnimationFrame(() => {
		if (nav.offsetHeight > innerHeight / 5) unfold(false);
		// The next Tab goes to the answers.
		if (!location.hash) Object.assign(guide.find("h1"), { tabIndex: -1 }).focus({ preventScroll: true });
	});
});
