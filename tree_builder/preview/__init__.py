"""The preview: the guide in a browser while it is being written, with what is wrong with it laid over the page."""
