"""A tree beside its lock, without any article: what has changed since it was proved, and the advice that is due."""

from collections.abc import Iterator

from ..model import Tree
from ..text.problems import Keys, Problem
from .elisions import KINDS, SENTENCE, Elision
from .lock import MOST_QUOTED, ExcerptProof, Lock, command

ELISION_ADVICE = "elision"
_NAMES = {kind: f"a {kind}" for kind in KINDS} | {SENTENCE: "the end of a sentence"}


def check_lock(tree: Tree, lock: Lock | None) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with a tree by its lock, and advice: what is unproved, cut, or in the lock and not in the tree."""
    lock = lock or Lock()
    changed: list[Problem] = []
    unproved: list[Problem] = []
    for reference, excerpt in tree.excerpts():
        keys = quote_keys(reference)
        proved = lock.excerpts.get(reference)
        if proved is None:
            what = f"the excerpt `{reference}` is unproved; it should be proved with `{command()}`"
            unproved.append(Problem(what, keys, advice="unproved"))
        elif lock.proof(reference, excerpt.quote) is None:
            what = f"the quotation `{reference}` has changed since it was proved"
            changed.append(Problem(f"{what}; it must be put back, or proved with `{command()}`", keys))
        elif not lock.articles[reference.partition("/")[0]].is_text_of(proved):
            what = f"the article has been edited since `{reference}` was proved on {proved.proved}"
            unproved.append(Problem(f"{what}; it should be proved anew with `{command()}`", keys, advice="unproved"))
    return [*changed, *overquoted(tree, lock)], [*unproved, *cuts(tree, lock), *_unused(tree, lock)]


def quote_keys(reference: str) -> Keys:
    """Where the quotation of an excerpt stands in the tree."""
    article_id, _, excerpt_id = reference.partition("/")
    return ("articles", article_id, "excerpts", excerpt_id, "quote")


def overquoted(tree: Tree, lock: Lock) -> Iterator[Problem]:
    """At most a third of the words of an article are quoted."""
    used = {reference: proof for reference, _ in tree.excerpts() if (proof := lock.excerpts.get(reference))}
    of_tree = Lock(lock.articles, used)
    for article_id in tree.articles:
        share = of_tree.article(article_id)
        if share and share.quoted * MOST_QUOTED > share.words:
            what = f"{share.quoted_percent} % of the words of `{article_id}` are quoted"
            what = f"{what} ({share.quoted:,} of {share.words:,}); it must be at most a third"
            yield Problem(what, ("articles", article_id), at_key=True)


def cuts(tree: Tree, lock: Lock) -> Iterator[Problem]:
    """A quotation leaves nothing out, and begins after nothing, that may turn its sense."""
    for reference, excerpt in tree.excerpts():
        keys = quote_keys(reference)
        if lock.proof(reference, excerpt.quote) is not None:
            for what in _cut(lock.excerpts[reference]):
                right = "quote it too, or say under `accept: {elision: …}` why the cut is fair"
                yield Problem(f"{what} (`{reference}`); {right}", keys, advice=ELISION_ADVICE)
        elif ELISION_ADVICE in excerpt.accept:
            # Silenced by the very entry that is not to be called needless before the lock knows.
            yield Problem(f"what `{reference}` leaves out is not known until it is proved", keys, advice=ELISION_ADVICE)


def _cut(proved: ExcerptProof) -> Iterator[str]:
    if proved.after:
        yield f"the quotation begins after {_named(proved.after)} in its own sentence"
    for number, elision in enumerate(proved.elisions, 1):
        if elision.advice:
            which = f"elision {number}" if len(proved.elisions) > 1 else "the elision"
            yield f"{which} leaves out {_words(elision)}, with {_named(elision.advice)}"


def _words(elision: Elision) -> str:
    return f"{elision.words:,} word{'s' * (elision.words != 1)}"


def _named(kinds: tuple[str, ...]) -> str:
    *first, last = (_NAMES[kind] for kind in kinds)
    return f"{', '.join(first)} and {last}" if first else last


def _unused(tree: Tree, lock: Lock) -> list[Problem]:
    """The entries of a lock that nothing in the tree needs, at the nearest place in the tree."""
    needed = {reference for reference, _ in tree.excerpts()}
    excerpts = [
        _not_in_tree("excerpt", reference, reference.partition("/")[0])
        for reference in sorted(lock.excerpts)
        if reference not in needed
    ]
    return excerpts + [_not_in_tree("article", key) for key in sorted(lock.articles.keys() - tree.articles.keys())]


def _not_in_tree(kind: str, entry: str, article_id: str | None = None) -> Problem:
    what = f"`articles.lock` holds the {kind} `{entry}`, which is not in the tree; `{command()}` leaves it out"
    keys: Keys = ("articles", article_id) if article_id else ("articles",)
    return Problem(what, keys, at_key=True, advice="unused-proof")
