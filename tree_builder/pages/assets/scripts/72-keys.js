// Keys 1 to 9 pick an answer while focus is among them.
guide.behaviour(() => {
	guide.find(".answers")?.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.altKey || event.metaKey) return;
		guide.all("a.answer")[event.key - 1]?.click();
	});
});
