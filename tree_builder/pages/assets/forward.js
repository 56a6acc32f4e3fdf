// Go where the readers of a retired id go now, with the trail of the address.
location.replace(document.querySelector("link[rel=canonical]").href + location.search + location.hash);
