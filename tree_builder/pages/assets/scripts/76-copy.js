// Puts texts on the clipboard: rich and plain at once, also over plain http, where browsers offer no clipboard to scripts.
guide.behaviour(() => {
	const byEvent = (kinds) => {
		const fill = (event) => {
			event.preventDefault();
			for (const [kind, text] of Object.entries(kinds)) event.clipboardData.setData(kind, text);
		};
		document.addEventListener("copy", fill);
		// Some browsers copy only where something is selected.
		const selection = getSelection();
		const before = selection.rangeCount && selection.getRangeAt(0);
		selection.selectAllChildren(guide.find("h1"));
		const done = document.execCommand("copy");
		selection.removeAllRanges();
		if (before) selection.addRange(before);
		document.removeEventListener("copy", fill);
		if (!done) throw new Error("This browser does not let a page copy.");
	};

	guide.copy = async (button, kinds) => {
		const asBlobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
		const label = button.textContent;
		try {
			await (navigator.clipboard?.write
				? navigator.clipboard.write([new ClipboardItem(Object.fromEntries(asBlobs))]).catch(() => byEvent(kinds))
				: byEvent(kinds));
			button.textContent = guide.text("copied");
		} catch {
			button.textContent = guide.text("not-copied");
		}
		setTimeout(() => (button.textContent = label), 2000);
	};
});
