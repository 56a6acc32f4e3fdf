// On a checklist: boxes to tick; the answer that fits their number is marked, and carries them on.
(() => {
	const [list] = guide.all(".checklist");
	const told = list.querySelector("p");
	for (const item of list.querySelectorAll("li")) {
		const box = guide.make("input", { type: "checkbox", value: item.dataset.item });
		item.replaceChildren(guide.make("label", {}, box, item.textContent));
	}
	list.onchange = () => {
		const ticked = [...list.querySelectorAll(":checked")].map((box) => box.value);
		for (const link of guide.all("a.answer")) {
			const [first, last = first] = link.dataset.count.split("-");
			const fits = ticked.length >= first && ticked.length <= last;
			link.closest(".card").classList.toggle("fits", fits);
			if (fits) told.textContent = `${ticked.length} ticked: ${link.textContent}`;
		}
		guide.lead(ticked);
	};
})();
