// Parts of the page as the record says them: words, links and code, inert where they are pasted.
guide.behaviour(() => {
	const { make, text, inert, way, address } = guide;
	const { options } = decisionTree;

	// What others have put into the address of this page does not leave with its links, nor does a folder of the reader's.
	const query = guide.query(way.steps, address.edition, []);
	const target = ({ href }) => (href.startsWith(guide.root) ? href.replace(guide.carried, query) : href);
	guide.wordsOf = (node) => {
		if (node.nodeType === Node.TEXT_NODE) return inert(node.data);
		if (node.hidden) return [];
		const inside = [...node.childNodes].flatMap(guide.wordsOf);
		if (node.localName === "a" && !node.href.startsWith("file:")) return [make("a", { href: target(node) }, ...inside)];
		if (node.matches("summary.when")) return [...inside, ": "];
		if (node.matches(".when")) return ["(", ...inside, ") "];
		if (node.localName === "code") return [make("code", {}, node.textContent)];
		return /^(a|em|strong|small|span)$/.test(node.localName) ? inside : [...inside, " "];
	};

	const source = (figure) => figure.querySelector("figcaption a");
	const published = (figure) => source(figure).nextSibling.data.match(/, ([^·]*)/)[1].trim();
	guide.nameOf = (figure) => inert(source(figure).textContent);

	// An excerpt with who says so, when, and what has changed since.
	guide.quoted = (figure) => [
		...inert(`“${figure.querySelector("blockquote").textContent.trim()}” (`), ...guide.nameOf(figure), `, ${published(figure)})`,
		...[...figure.querySelectorAll(".since")].flatMap((note) => [" ", ...guide.wordsOf(note)]),
	];

	// What an excerpt speaks for and against.
	guide.sidesOf = ({ dataset: { favours, against } }) => {
		const names = (ids) => ids.split(" ").map((id) => options[id]).join(", ");
		const sides = [
			favours && text("speaks-for", { options: names(favours) }),
			against && text("speaks-against", { options: names(against) }),
		].filter(Boolean);
		return inert(sides.join(" ") || text("takes-no-side"));
	};
});
