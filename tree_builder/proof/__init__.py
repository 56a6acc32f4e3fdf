"""Proof: words of an article against words of a quotation, and the lock.

The rule. A quotation is proved when its words, its figures and their signs stand in its article, in the same order,
as a reader of the article sees it.

What a reader sees: an article is read after its kind, `.html` as HTML, `.md` as Markdown with its HTML, tables,
reference links, footnotes and struck-out text, `.txt` as text. Struck-out text, comments, hidden elements, descriptions
of pictures and footnote marks are no words of it; a number in brackets or a superscript one counts as such a mark where
it stands right behind punctuation or a word of four letters or more. Emphasis inside a word does not part the word. A
word that a hyphen breaks at the end of a line is one word, with the hyphen or without it. Of front matter only the
title is seen. The numbers of a list are seen, and a quotation may leave them out. A formula of MathML is read as one
line, with its superscripts and subscripts, a fraction as `1/2` and a square root as `√2`. Of style sheets only those in
the page count, and of these only plain rules (see `styles`).

What counts:

* words, letter by letter. The case of letters counts too (*US* is not *us*), but for the first letter of a quotation;
* figures, with everything that gives them their meaning: decimal marks, digits in groups, version numbers, signs,
  operators, currencies, percent, superscripts and subscripts. `-12 %`, `< 200 ms`, `$5` and `10⁶` are not `12 %`,
  `> 200 ms`, `5` and `106`, and a quotation that begins or ends between a figure and its sign is refused;
* every other sign that is no punctuation (`&`, `/`, `=>`, an emoji), and every character without a shape that is not
  named below.

What does not count: punctuation between words; the shape of quotation marks, apostrophes and dashes; how much space
stands between words, and its kind; ligatures, full-width letters and other forms that Unicode has of one character;
soft hyphens, joiners, variation selectors and marks of direction; marks of lists. A dash between two figures is a sign,
and so is one right before a figure; one with space on both sides before a figure must be there, and is no minus.

An elision leaves out any words of the article; several stretches come in order. How many words each leaves out is
measured, and the kinds of words among them that may turn the sense (see `elisions`); nothing else about sense is.

This package reads articles and trees and writes nothing: `fingerprint` writes the lock.
"""
