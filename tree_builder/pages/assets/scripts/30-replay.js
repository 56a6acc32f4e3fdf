// Replays a trail against today's tree: the twin of tree_builder/graph/replay.py, which says the rules.
// A step is {question, answer, items} in today's ids, with `was`: the same in the ids of the trail.
{
	const today = ({ retired, questions }, question, answer) => {
		const moved = retired[question] ?? question;
		const pair = retired[`${question}/${answer}`] ?? retired[`${moved}/${answer}`] ?? `${moved}/${answer}`;
		const [newQuestion, newAnswer] = pair.split("/");
		return questions[newQuestion]?.answers[newAnswer] && { question: newQuestion, answer: newAnswer };
	};

	const itemToday = ({ retired, questions }, step, question, item) => {
		const name = retired[`${question}/~${item}`] ?? retired[`${step.question}/~${item}`] ?? `${step.question}/~${item}`;
		const [moved, id] = name.split("/~");
		return moved === step.question && questions[moved].checklist?.[id] ? id : undefined;
	};

	guide.fits = (count, number) => {
		const [least, most = least] = count.split("-");
		return number >= least && number <= most;
	};

	guide.replay = (tree, text) => {
		const given = new Map();
		const found = { steps: [], unknown: [], unknownItems: [], withdrawn: [], unfitting: [], repeated: [] };
		const isWithdrawn = (...names) => names.some((name) => tree.withdrawn.includes(name));

		const tick = (step, question, items) => {
			const { count } = tree.questions[step.question].answers[step.answer];
			const known = new Map();
			for (const item of items) {
				const id = itemToday(tree, step, question, item);
				if (!id) found.unknownItems.push(item);
				else if (!known.has(id)) known.set(id, item);
			}
			if (known.size && !guide.fits(count, known.size)) {
				found.unfitting.push(step.question);
				known.clear();
			}
			step.items = [...known.keys()];
			step.was.items = [...known.values()];
		};

		const read = (raw) => {
			const [pair, ...items] = raw.split("~");
			const [question, answer, ...rest] = pair.split(".");
			const sound = question && answer && !rest.length;
			const step = sound && today(tree, question, answer);
			const others = step
				? items.flatMap((item) => [`${question}/~${item}`, `${step.question}/~${item}`])
				: [`${tree.retired[question] ?? question}/${answer}`];
			if (sound && isWithdrawn(question, `${question}/${answer}`, ...others)) found.withdrawn.push(raw);
			else if (!step) found.unknown.push(raw);
			else if (given.has(step.question)) found.repeated.push(raw);
			else {
				given.set(step.question, Object.assign(step, { raw, was: { question, answer } }));
				tick(step, question, new Set(items));
			}
		};

		if (text) text.split(",").forEach(read);
		let here = tree.start;
		for (let step; (step = given.get(here)); here = tree.questions[here].answers[step.answer].leads_to) {
			found.steps.push(step);
			given.delete(here);
		}
		return { ...found, here, leftOver: [...given.values()] };
	};
}
