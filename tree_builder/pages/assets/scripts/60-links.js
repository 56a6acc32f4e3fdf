// The trail is never lost by a click: every link inside the guide carries it, but for those that bring one of their own.
guide.behaviour(() => {
	if (!guide.carried.startsWith("trail=")) return;
	guide.carry = (link) => {
		const href = link?.getAttribute("href") ?? "#";
		const { href: address, pathname, search } = new URL(href, location);
		if (href.startsWith("#") || !address.startsWith(guide.root) || !/(\/|\.html)$/.test(pathname) || /[?&]trail=/.test(search)) return;
		const [, path, query = "?", fragment = ""] = href.match(/^([^?#]*)(\?[^#]*)?(#.*)?$/);
		link.setAttribute("href", `${path}${query}${query.length > 1 ? "&" : ""}${guide.carried}${fragment}`);
	};
	guide.all("a[href]").forEach(guide.carry);
	// The theme makes more links, when somebody searches.
	for (const event of ["pointerdown", "focusin", "click"]) {
		addEventListener(event, ({ target }) => guide.carry(target.closest?.("a[href]")), true);
	}
});
