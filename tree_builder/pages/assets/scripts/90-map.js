// Maps: the answers are marked, the drawing opens where the reader is, or at the start, and can be fitted into the window.
guide.behaviour(() => {
	const { way, make, text } = guide;
	for (const { question, answer } of way.steps) {
		guide.all(`.box[data-page="${question}"], .edge[data-question="${question}"][data-answer~="${answer}"]`).forEach((part) => part.classList.add("on-trail"));
	}
	if (way.steps.length) guide.find(`.box[data-page="${way.here}"]`)?.classList.add("on-trail", "here");

	for (const frame of guide.all(".map")) {
		const place = () => {
			const box = frame.querySelector(".here") ?? frame.querySelector(`[data-page="${way.here}"]`);
			if (!box) return;
			const [inner, outer] = [box, frame].map((element) => element.getBoundingClientRect());
			frame.scrollBy(inner.left - outer.left - 24, inner.top - outer.top - (outer.height - inner.height) / 2);
		};
		const fold = frame.closest("details");
		if (fold) fold.addEventListener("toggle", place);
		else requestAnimationFrame(place);
		if (!frame.querySelector(".whole")) continue;
		const fit = make("button", { type: "button", ariaPressed: "false", onclick() {
			fit.ariaPressed = String(frame.classList.toggle("fitted"));
			place();
		} }, text("fit"));
		frame.before(make("p", { className: "map-tools" }, fit));
	}
});
