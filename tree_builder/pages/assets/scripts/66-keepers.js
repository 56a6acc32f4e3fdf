// What keepers of the guide and its readers tell each other: that a review is overdue, which the page sees without a build,
// and the answers that a reader who objects has given.
guide.behaviour(() => {
	const { nav, kind, address, make, text } = guide;
	const isOverdue = new Date(`${nav?.dataset.due}T23:59:59`) < new Date();
	if (isOverdue && /^(home|verdict)$/.test(kind)) nav.after(make("p", { className: "notice overdue" }, text("overdue")));
	for (const link of guide.all("[data-feedback]")) {
		link.href = link.dataset.feedback.replaceAll("{trail}", () => encodeURIComponent(address.trail));
	}
});
