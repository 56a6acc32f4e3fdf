"""Plain `mkdocs build`, `serve` and `gh-deploy` build the pages first, or stop at what is wrong with the tree."""

try:
    from tree_builder.commands.mkdocs_hook import guides
except ModuleNotFoundError as error:
    raise SystemExit(f"hooks.py:1:1: {error}; `pip install -r requirements.txt` installs what a build needs") from None

# The folder of the pages and the tree that they are made from, as seen from mkdocs.yml.
on_config, on_pre_build, on_post_page, on_serve = guides({"docs": "decision_tree.yaml"})
