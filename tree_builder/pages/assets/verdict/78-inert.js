// What is pasted elsewhere is inert: GitHub and GitLab make pings and links of names, numbers and addresses, but not of
// what is code. No character that cannot be seen leaves the page.
{
	const ACTIVE = /[@~%](?=[\w"])|[#!$&](?=\d)|\bGH-\d|:\/\/|\bwww\.|:[\w+-]+:|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b/i;
	const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\s]+/gu;

	// A text as texts and elements.
	guide.inert = (text) => text
		.replace(UNSEEN, (found) => (/\s/.test(found) ? " " : ""))
		.split(/(\S+)/)
		.flatMap((word) => {
			if (!ACTIVE.test(word)) return word;
			const [, before, active, after] = word.match(/^([("'“‘[]*)(.*?)([.,;:!?)"'”’\]]*)$/);
			return [before, guide.make("code", {}, active), after];
		});
}
