// Reads trail and edition from the address, and undoes what mail programs, chats, wikis and word processors do to links:
// tests/damaged_links.yaml lists it. What else stands in the address belongs to others, is kept and not judged.
{
	const decoded = (text) => text.replace(/(%[0-9a-f]{2})+/gi, (codes) => {
		try {
			return decodeURIComponent(codes);
		} catch {
			return "";
		}
	});

	// Without what is set around a link, and what follows it there; `=3D` is the `=` of a mail.
	const bare = (text) => decoded(decoded(text))
		.replace(/^=?3D(?=\w)|\\/g, "")
		.replace(/^[\s"'“”‘’«»<>()[\]{}*_`]+/, "")
		.replace(/["'“”‘’«»<>()[\]{}|`*].*$/s, "")
		.replace(/%.?$/, "");

	// A trail consists of ids and three marks: whatever else stands in it came in on the way.
	guide.cleanTrail = (text) => bare(text)
		.replace(/[∼˜〜]/g, "~")
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[‐-―−-]+/g, "-")
		.replace(/[^a-z0-9.,~-]+/g, "")
		.replace(/^[.,~-]+|[.~-]+(?=,|$)|,+$/g, "");

	// An edition may be called anything. Of one that the guide does not know nothing is printed.
	const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
	const known = (text) => {
		const names = [decisionTree.edition, ...decisionTree.editions];
		const called = (wanted) => names.find((name) => letters(name) === letters(wanted));
		return names.find((name) => name === text) ?? called(text) ?? called(bare(text));
	};

	guide.readAddress = ({ search, hash }) => {
		// A second `?` begins what others have added. `&` may arrive as `%26`, as `&amp;`, or as `&#38;`, of which a browser
		// takes the `#` for the beginning of a fragment.
		let query = (/^#(38|x26);/i.test(hash) ? search + hash : search)
			.replace(/&(amp;|#38;|#x26;)+/gi, "&")
			.replace(/&(lt|gt|quot|apos);/gi, "\"")
			.replace(/%26(?=(trail|edition)(=|%3D))|(?!^)\?(?=\w+=)/gi, "&");
		// All of the query may be encoded.
		if (!/[?&]trail=/i.test(query) && /trail%(25)*3D/i.test(query)) query = decoded(decoded(query));
		const pairs = [...new URLSearchParams(query)].map(([name, value]) => [name.trim(), value]);
		const valuesOf = (name) => pairs.filter((pair) => pair[0].toLowerCase() === name).map((pair) => pair[1]);
		const editions = valuesOf("edition");
		return {
			trail: guide.cleanTrail([...new Set(valuesOf("trail"))].join()),
			namesEdition: editions.length > 0,
			edition: editions.map(known).find(Boolean),
			others: pairs.filter(([name]) => !/^(trail|edition|h|q)$/i.test(name)),
		};
	};
}
