// The answers of a question: each takes the trail along; the one given before is marked. A checklist gets boxes; the answer
// that fits their number is marked, and one that contradicts them is not taken without a word.
guide.whenWorded(() => {
	const { page, kind, given, make, text } = guide;
	if (kind !== "question") return;
	const isAsked = guide.isOnWay || page === decisionTree.start;
	const answers = guide.all("a.answer");
	const list = guide.find(".checklist");
	const told = list?.querySelector("[role=status]");

	for (const item of list?.querySelectorAll("li") ?? []) {
		const box = make("input", { type: "checkbox", value: item.dataset.item, checked: Boolean(given?.items.includes(item.dataset.item)) });
		item.replaceChildren(make("label", {}, box, make("span", {}, ...item.childNodes)));
	}
	const ticked = () => [...(list?.querySelectorAll(":checked") ?? [])].map((box) => box.value);
	const fits = (link) => guide.fits(link.dataset.count, ticked().length);
	const lead = (link, items) => {
		if (isAsked) link.href = guide.give(page, link.dataset.answer, items).href;
	};

	const update = () => {
		const items = ticked();
		for (const link of answers) {
			const fitting = items.length > 0 && fits(link);
			link.closest(".card").classList.toggle("fits", fitting);
			lead(link, fitting ? items : []);
			if (fitting) told.textContent = text("ticked", { n: items.length, answer: link.textContent });
		}
		if (told && !items.length) told.textContent = "";
	};
	update();
	if (list) list.onchange = update;

	const before = answers.find((link) => link.dataset.answer === given?.answer);
	if (before) {
		before.ariaCurrent = "true";
		before.after(" ", make("small", { className: "given-before" }, text("given-before")));
	}

	guide.find(".answers").addEventListener("click", (event) => {
		const link = event.target.closest("a.answer");
		if (!link || !ticked().length || fits(link)) return;
		event.preventDefault();
		const goOn = make("a", { href: link.href }, text("go-on-without"));
		told.replaceChildren(...guide.say("contradicts", { n: ticked().length, answer: link.textContent }), " ", goOn);
		told.scrollIntoView({ block: "nearest" });
		goOn.focus();
	});
	// A way back brings a page as it was left, but not always the boxes.
	addEventListener("pageshow", update);
});
