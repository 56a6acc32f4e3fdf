// Made by build_tree.py from the decision tree; edits to this file are lost.
// Go where the readers of a retired id go now, with the trail of the address.
location.replace(document.querySelector("link[rel=canonical]").href + location.search + location.hash);
