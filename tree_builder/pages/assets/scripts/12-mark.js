// Marks a page that has a trail before it is painted, so that nothing flashes that the answers rule out. What has not been
// decided after half a second appears with its condition in words. Such a page tells of others, and fetches their words.
if (/trail/i.test(location.search) || /^#(38|x26);.*trail/i.test(location.hash)) {
	const { classList } = document.documentElement;
	classList.add("has-trail", "undecided");
	setTimeout(() => classList.remove("undecided"), 500);
	guide.worded = guide.load("words").then(() => guide.takeWords(decisionWords)).catch(console.error);
}
