// What all behaviours share. The script stands in the head, so that nothing is painted that the answers rule out; a
// behaviour, which is one file, waits until the page is read. One that fails leaves the others alone.
const decisionEditions = {};
const guide = {
	// The guide may lie in any folder: its root is found from the address of this script.
	root: new URL("..", document.currentScript.src).href,

	find: (parts) => document.querySelector(parts),
	all: (parts) => [...document.querySelectorAll(parts)],

	// An element with its properties, its data attributes and its children. Text stays text.
	make(name, { data, ...properties } = {}, ...children) {
		const element = Object.assign(document.createElement(name), properties);
		Object.assign(element.dataset, data);
		element.append(...children);
		return element;
	},

	// The guide's own words, with what stands for `{name}`, as a list of texts and elements. Where there are several
	// forms, the number `n` chooses.
	say(key, values = {}) {
		let words = decisionTree.words[key] ?? decisionReasons.words[key];
		guide.plurals ??= new Intl.PluralRules(decisionTree.language);
		if (words.other) words = words[guide.plurals.select(values.n)] ?? words.other;
		return words.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? values[part] : part));
	},
	text: (key, values) => guide.say(key, values).join(""),

	waiting: [],
	behaviour(work, afterFailure) {
		guide.waiting.push(() => guide.attempt(work, afterFailure));
	},
	// Does what waits: on a verdict as soon as its scripts are there, which stand at its end, before those of the theme.
	run() {
		guide.waiting.splice(0).forEach((behave) => behave());
		// For whoever measures when a page is complete.
		performance.mark("guide-complete");
	},
	// Work that tells the words of answers waits for those of an old edition (see 40-way.js).
	whenWorded(work) {
		guide.behaviour(() => (guide.loaded ? guide.loaded.then(() => guide.attempt(work)) : work()));
	},
	attempt(work, afterFailure) {
		try {
			work();
		} catch (error) {
			console.error(error);
			afterFailure?.();
		}
	},
};
document.addEventListener("DOMContentLoaded", () => guide.waiting.length && guide.run());
