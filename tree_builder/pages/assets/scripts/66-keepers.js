// What keepers of the guide and its readers tell each other: that a review is overdue, which the page sees without a build,
// and the answers that a reader who objects has given.
guide.behaviour(() => {
	const { nav, kind, address, make, text } = guide;
	const { due } = nav?.dataset ?? {};
	const today = new Date();
	const endOfDay = new Date(`${due}T23:59:59`);
	if (/home|verdict/.test(kind) && endOfDay < today) {
		const date = endOfDay.toLocaleDateString(decisionTree.language, { dateStyle: "long" });
		nav.after(make("p", { className: "notice overdue" }, text("overdue", { date })));
	}
	for (const link of guide.all("[data-feedback]")) {
		link.href = link.dataset.feedback.replaceAll("{trail}", () => encodeURIComponent(address.trail));
	}
});
