// The table of paths: a column's head sorts it, a choice filters it.
(() => {
	const [table] = guide.all(".paths table");
	const rows = [...table.tBodies[0].rows];
	[...table.tHead.rows[0].cells].forEach((head, n) => {
		const button = guide.make("button", {}, ...head.childNodes);
		head.append(button);
		button.onclick = () => {
			const up = head.ariaSort !== "ascending";
			for (const other of head.parentNode.cells) other.ariaSort = null;
			head.ariaSort = up ? "ascending" : "descending";
			rows.sort((a, b) => a.cells[n].textContent.localeCompare(b.cells[n].textContent, "en", { numeric: true }));
			table.tBodies[0].append(...(up ? rows : rows.toReversed()));
		};
	});
	guide.all(".paths-tools")[0].onchange = ({ target }) => rows.forEach((row) => (row.hidden = target.value && row.dataset.verdict !== target.value));
})();
