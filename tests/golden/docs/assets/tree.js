// Made by build_tree.py from the decision tree; edits to this file are lost.
const decisionTree = {
"title": "Bus or bicycle?",
"edition": "2026-11",
"start": "weather",
"options": {"bus":"Bus","bicycle":"Bicycle"},
"questions": {"__proto__":null,"weather":{"title":"How is the weather?","answers":{"__proto__":null,"wet":{"label":"Wet","leads_to":"hurry"},"dry":{"label":"Dry & warm","leads_to":"luggage"}}},"hurry":{"title":"Are you in a hurry?","answers":{"__proto__":null,"very":{"label":"Very","leads_to":"take-the-bus"},"not-much":{"label":"Not much","leads_to":"luggage"}}},"luggage":{"title":"How much do you carry?","checklist":{"__proto__":null,"bag":"A bag","box":"A box"},"answers":{"__proto__":null,"little":{"label":"Little","leads_to":"cycle","count":"0-1"},"much":{"label":"Much","leads_to":"take-the-bus","count":"2"}}}},
"verdicts": {"__proto__":null,"take-the-bus":{"title":"Take the bus","recommends":"bus","strength":"strong"},"cycle":{"title":"Cycle","recommends":"bicycle","strength":"conditional"}},
"retired": {"__proto__":null,"sky":"weather","weather/damp":"weather/wet","notes/shower":"notes/rain"}};
