// Marks a page that has a trail before it is painted, so that nothing flashes that the answers rule out. What has not been
// decided after half a second appears with its condition in words.
if (/trail/i.test(location.search)) {
	const { classList } = document.documentElement;
	classList.add("has-trail", "undecided");
	setTimeout(() => classList.remove("undecided"), 500);
}
