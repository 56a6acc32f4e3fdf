// Last of all: a part that no script could fill goes, and a fragment or a search hit that lands on a part which does not
// count shows it, with its condition; the record tells only what counts.
guide.whenWorded(() => {
	if (guide.kind !== "verdict" || !guide.isHere) return;
	for (const section of guide.all("section.with-trail")) section.hidden = section.childElementCount < 2;
	guide.find(".to-record").hidden = guide.find("#record").hidden;

	const reveal = (target) => {
		for (let at = target; at; at = at.parentElement) {
			if (at.localName === "details") at.open = true;
			if (!at.matches("section[hidden]:not(.with-trail)")) continue;
			at.hidden = false;
			for (const part of at.querySelectorAll("[data-when]")) guide.showPart(part, undefined);
		}
		const part = target.closest("[data-when]");
		if (part) guide.showPart(part, undefined);
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
});
