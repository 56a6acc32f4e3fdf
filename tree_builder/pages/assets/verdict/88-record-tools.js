// What a reader does with the record: give it the project's name, choose the quotations, copy it, download it.
guide.whenWorded(() => {
	const { make, text, inert } = guide;
	if (!guide.record) return;
	const { front, title, heading, record, appendix } = guide.record;
	const project = make("input", { autocomplete: "off" });
	const all = make("input", { type: "checkbox" });
	const copy = make("button", { type: "button" }, text("copy"));
	const download = make("a", { className: "button" }, text("download"));
	record.before(make("p", { className: "record-tools" }, make("label", {}, text("project"), " ", project), copy, download,
		...(appendix ? [make("label", {}, all, " ", text("with-all-quotations"))] : [])));

	const parts = () => (all.checked ? [record, appendix] : [record]);
	const markdown = () => guide.markdown(front, parts());
	// On the page the record stands two levels below the page's title; where it is pasted it begins with a title.
	const rich = () => parts().map((part) => part.innerHTML).join("")
		.replace(/(<\/?h)(\d)/g, (_, tag, level) => tag + (level - 2))
		.replace(/ class="\w*"/g, "");

	const update = () => {
		const name = project.value.trim();
		heading.replaceChildren(...inert(name ? `${name}: ${title}` : title));
		if (appendix) appendix.hidden = !all.checked;
		const file = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || guide.page;
		URL.revokeObjectURL(download.href);
		Object.assign(download, { download: `decision-${file}.md`, href: URL.createObjectURL(new Blob([markdown()], { type: "text/markdown" })) });
	};
	project.oninput = all.onchange = update;
	copy.onclick = () => guide.copy(copy, { "text/html": rich(), "text/plain": markdown() });
	update();
});
