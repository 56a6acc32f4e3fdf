// Made by build_tree.py from the decision tree; edits to this file are lost.
decisionEditions["2026-05"] = {
"edition": "2026-05",
"questions": {"__proto__":null,"hurry":{"title":"Are you in a hurry?","answers":{"__proto__":null,"not-much":"Not much","very":"Very"}},"luggage":{"title":"How much do you carry?","short":"Luggage","checklist":{"__proto__":null,"bag":"A bag","box":"A box"},"answers":{"__proto__":null,"little":"Little","much":"Much"}},"weather":{"title":"What does the sky look like?","short":"Weather","answers":{"__proto__":null,"dry":"Dry","wet":"Wet"}}},
"verdicts": {"__proto__":null,"cycle":"Cycle","take-the-bus":"Take the bus"}};
