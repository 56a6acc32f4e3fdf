"""What was once published and is retired: the small files at its old addresses that forward to the new ones.

A script forwards with query and fragment, as those carry the trail; a reader without scripts is taken there without.
The empty icon keeps browsers from asking the host's root for one while they forward.
"""

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from ..model import Tree
from ..text.catalogue import LANGUAGE, say
from ..text.escape import html
from .address import Links
from .marker import HTML_MARKER
from .site import ARTICLE, OLD_ARTICLE, OLD_QUESTION, OLD_VERDICT

_TEMPLATE = f"""{HTML_MARKER}
<!doctype html>
<html lang="{LANGUAGE}">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{{name}}</title>
<link rel="canonical" href="{{target}}">
<script src="../assets/forward.js"></script>
<noscript><meta http-equiv="refresh" content="0; url={{target}}"></noscript>
<p>{{moved}}</p>
</html>
"""


def forwarding_files(tree: Tree) -> dict[str, Callable[[], str]]:
    """What makes the forwarding files: an old page at both addresses it may have had, an old article at its one."""
    files: dict[str, Callable[[], str]] = {}
    links = Links(tree, "../")
    for old, new in tree.retired.items():
        old_article, new_article = old.partition("/")[0], new.partition("/")[0]
        if "/" not in old:
            for kind in (OLD_QUESTION, OLD_VERDICT):
                files[kind.source(old)] = partial(_forwarding, links.page(new), tree.page(new).title)
        elif old_article not in tree.articles and new_article in tree.articles:
            make = partial(_forwarding, links.to(ARTICLE, new_article), tree.articles[new_article].title)
            files.setdefault(OLD_ARTICLE.source(old_article), make)
    return files


def old_excerpt_ids(tree: Tree) -> dict[str, list[str]]:
    """By excerpt the ids under which it was once published: fragments that still lead to it, each of them once.

    An article's page can hold an id once only; an id in use there, or taken already, stays what it is.
    """
    taken = {
        f"{article_id}#{excerpt_id}" for article_id, article in tree.articles.items() for excerpt_id in article.excerpts
    }
    ids: dict[str, list[str]] = {}
    for old, new in tree.retired.items():
        article_id, excerpt_id = new.partition("/")[0], old.partition("/")[2]
        if excerpt_id and article_id in tree.articles and f"{article_id}#{excerpt_id}" not in taken:
            taken.add(f"{article_id}#{excerpt_id}")
            ids.setdefault(new, []).append(excerpt_id)
    return ids


def _forwarding(target: Markup, title: str) -> str:
    link = Markup('<a href="{}">{}</a>').format(target, title)
    return _TEMPLATE.format(target=target, name=html(title), moved=say("site.moved", page=link))
