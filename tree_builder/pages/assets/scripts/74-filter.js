// A field that filters: the answers of a question that has more than twenty, the paths, the evidence.
guide.behaviour(() => {
	// A row is found by the heads of the columns in which it has something too, and by that of its fold.
	const wordsOf = (entry) => [entry.closest("details")?.querySelector("summary"), entry, ...[...entry.cells ?? []]
		.map((cell) => cell.textContent.trim() && entry.closest("table").rows[0].cells[cell.cellIndex])]
		.map((part) => part?.textContent).join(" ");
	const filter = (list, entries) => {
		const field = guide.make("input", { type: "search" });
		field.oninput = () => {
			const wanted = field.value.trim().toLowerCase();
			for (const entry of entries) entry.hidden = !wordsOf(entry).toLowerCase().includes(wanted);
			for (const fold of list.querySelectorAll("details")) {
				fold.open = Boolean(wanted);
				fold.hidden = ![...fold.querySelectorAll("tbody tr")].some((row) => !row.hidden);
			}
		};
		list.before(guide.make("p", { className: "filter" }, guide.make("label", {}, guide.text("filter"), " ", field)));
	};
	const [answers, paths, evidence] = [".answers", ".paths", ".evidence"].map(guide.find);
	if (answers?.children[20]) filter(answers, [...answers.children]);
	for (const table of [paths, evidence]) if (table) filter(table, [...table.querySelectorAll("tbody tr")]);
});
