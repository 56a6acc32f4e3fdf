// The record as Markdown, from the document that readers see. Text is escaped, so it is read as just that text.
guide.behaviour(() => {
	const escaped = (text) => text.replace(/[\\`*_[\]<>&#|~!{}$]/g, "\\$&");
	const code = (text) => {
		const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
		const fence = "`".repeat(longest + 1);
		const space = /^`|`$/.test(text) ? " " : "";
		return fence + space + text + space + fence;
	};
	const inline = (node) => {
		if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
		if (node.localName === "code") return code(node.textContent);
		const inside = [...node.childNodes].map(inline).join("");
		if (node.localName === "a") return `[${inside}](<${node.href}>)`;
		return node.localName === "strong" ? `**${inside.trim()}**` : inside;
	};
	// A number or a mark at the beginning of a line would make a list.
	const line = (element) => [...element.childNodes].map(inline).join("").replace(/\s+/g, " ").trim()
		.replace(/^(\d+)([.)])/, "$1\\$2")
		.replace(/^[-+=:]/, "\\$&");
	const block = (element) => {
		if (element.localName === "ul") return [...element.children].map((item) => `* ${line(item)}`).join("\n");
		const level = element.localName.match(/^h(\d)$/)?.[1];
		return level ? `${"#".repeat(level - 2)} ${line(element)}` : line(element);
	};

	guide.markdown = (front, parts) => {
		const matter = Object.entries(front).map(([name, value]) => `${name}: ${value}`);
		const blocks = parts.flatMap((part) => [...part.children]).filter((one) => !one.matches(".front")).map(block);
		return `---\n${matter.join("\n")}\n---\n\n${blocks.join("\n\n")}\n`;
	};
});
