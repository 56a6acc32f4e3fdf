// Replay a trail against today's tree: the twin of tree_builder/replay.py.
// A retired answer is read as its target, an answer to a retired question too.
guide.current = ({ retired }, question, answer) => {
	const moved = retired[question] || question;
	const pair = retired[`${question}/${answer}`] || retired[`${moved}/${answer}`];
	return pair ? pair.split("/") : [moved, answer];
};

guide.replay = (tree, text) => {
	const given = new Map(), unknown = [], repeated = [], steps = [];
	for (const raw of text ? text.split(",") : []) {
		const [pair, ...ticks] = raw.split("~");
		const parts = pair.split(".");
		const [question, answer] = guide.current(tree, ...(parts.length === 2 ? parts : [""]));
		const asked = tree.questions[question];
		if (!asked?.answers[answer]) unknown.push(raw);
		else if (given.has(question)) repeated.push(raw);
		else {
			const items = new Set(ticks);
			for (const item of ticks) {
				if (!asked.checklist?.[item] && items.delete(item)) unknown.push(`${question}.${answer}~${item}`);
			}
			given.set(question, [question, answer, [...items], raw]);
		}
	}
	let here = tree.start;
	for (let step; (step = given.get(here)); here = tree.questions[here].answers[step[1]].leads_to) {
		steps.push(step);
		given.delete(here);
	}
	return { steps, here, unknown, repeated, leftOver: [...given.values()].map((step) => step[3]) };
};
