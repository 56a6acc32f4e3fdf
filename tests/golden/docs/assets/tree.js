// Made by build_tree.py from the decision tree; edits to this file are lost.
const decisionTree = {
"language": "en",
"edition": "2026-11",
"start": "weather",
"questions": {"__proto__":null,"weather":{"answers":{"__proto__":null,"wet":{"leads_to":"hurry"},"dry":{"leads_to":"luggage"}}},"hurry":{"answers":{"__proto__":null,"very":{"leads_to":"take-the-bus"},"not-much":{"leads_to":"luggage"}}},"luggage":{"checklist":{"__proto__":null,"bag":1,"box":1},"answers":{"__proto__":null,"nothing":{"leads_to":"either","count":"0"},"little":{"leads_to":"cycle","count":"1"},"much":{"leads_to":"take-the-bus","count":"2"}}}},
"retired": {"__proto__":null,"sky":"weather","weather/damp":"weather/wet","luggage/~trunk":"luggage/~box"},
"withdrawn": ["luggage/some"],
"words": {"copy-link":"Copy link","copied":"Copied","not-copied":"Not copied","filter":"Filter","search":"Search","fit":"Fit into the window","overdue":"The review of this guide is overdue: what has changed lately may be missing.","ticked":"{n} ticked: {answer}","contradicts":{"one":"You ticked {n} item, which does not fit “{answer}”. Change the ticks, or","other":"You ticked {n} items, which does not fit “{answer}”. Change the ticks, or"},"go-on-without":"go on without them"},
"editions": ["2026-05"]};
