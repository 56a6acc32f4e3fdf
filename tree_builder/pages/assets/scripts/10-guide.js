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
	// Does what waits, when the words are there that a trail needs: on a verdict as soon as its scripts are there, which
	// stand at its end, before those of the theme.
	async run() {
		await guide.worded;
		guide.waiting.splice(0).forEach((behave) => behave());
		// For whoever measures when a page is complete.
		performance.mark("guide-complete");
	},
	// Work that tells the words of answers waits for those of an old edition (see 40-way.js).
	whenWorded(work) {
		guide.behaviour(() => (guide.loaded ? guide.loaded.then(() => guide.attempt(work)) : work()));
	},
	// The words of other pages, each put where it belongs in the tree.
	takeWords({ questions, words, ...rest }) {
		for (const [id, { answers, ...asked }] of Object.entries(questions)) {
			const question = Object.assign(decisionTree.questions[id], asked);
			for (const [answer, label] of Object.entries(answers)) question.answers[answer].label = label;
		}
		Object.assign(decisionTree.words, words);
		Object.assign(decisionTree, rest);
	},
	// A script that comes when it is needed; what waits for it goes on without it where it cannot be had.
	load: (name) => new Promise((done) => {
		const src = `${guide.root}assets/${name}.js`;
		document.head.append(guide.make("script", { src, onload: done, onerror: done }));
	}),
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
