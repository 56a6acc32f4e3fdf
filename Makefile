# Build, look at, and test the guide. `make` alone says what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUCCESSOR := .venv-zensical
MEASURE := .venv-measure
# The first Python that is new enough for Django 6, or one that is named: make measure MEASURE_PYTHON=…
MEASURE_PYTHON ?= $(shell for python in python3.13 python3.14 python3.12 python3 \
	$(wildcard $(HOME)/.pyenv/versions/3.1[3-9]*/bin/python $(HOME)/.pyenv/versions/3.12*/bin/python); do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$python && break; done)
export NO_MKDOCS_2_WARNING := 1
export SITE_DIR ?= site
# The date in sitemap.xml and in the archive: that of the last commit, so that the same commit gives the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)

.DEFAULT_GOAL := help
.PHONY: help pages site serve test lint archive successor benchmark measure clean published

help:  ## say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

site: pages  ## build the pages and the site, and say which file to open
	@$(MAKE) --no-print-directory published
	@echo "Open $(SITE_DIR)/index.html, or serve the folder $(SITE_DIR) from any web server."

pages: $(VENV)/site-ready
	@$(BIN)/python build_tree.py

published: $(SITE_DIR)/.complete

# Folders count too: the time of one changes when a page goes. The old site stays until the new one is whole.
$(SITE_DIR)/.complete: mkdocs.yml requirements.txt $(shell find docs -not -name '.*' 2>/dev/null)
	@if [ ! -e $(SITE_DIR) ] && [ -e $(SITE_DIR).old ]; then mv $(SITE_DIR).old $(SITE_DIR); fi
	@rm -rf $(SITE_DIR).new $(SITE_DIR).old
	@$(BIN)/mkdocs build --strict --site-dir $(SITE_DIR).new
	@touch $(SITE_DIR).new/.complete
	@if [ -e $(SITE_DIR) ]; then mv $(SITE_DIR) $(SITE_DIR).old; fi
	@mv $(SITE_DIR).new $(SITE_DIR)
	@rm -rf $(SITE_DIR).old

serve: $(VENV)/site-ready  ## show the guide in a browser, and every edit at once
	@exec $(BIN)/python -m tree_builder.preview

test: $(VENV)/test-ready  ## run every test
	@$(BIN)/python -m pytest

lint: $(VENV)/test-ready  ## check the style and the types of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# A site of its own, built anew: one that stands there may carry the date of an older commit.
archive: pages  ## pack the site as one reproducible zip
	@$(BIN)/mkdocs build --strict --site-dir dist/site
	@$(BIN)/python -m tree_builder.archive dist/site dist/guide.zip

successor: $(SUCCESSOR)/ready  ## install the theme's successor, which the tests build the guide with too

benchmark: $(VENV)/test-ready  ## measure time, memory and size, and print ratios
	@$(BIN)/python benchmarks/run.py
	@$(MAKE) --no-print-directory site
	@$(BIN)/python benchmarks/weight.py

measure: $(MEASURE)/ready  ## measure what the articles claim (ten minutes), and write docs/measurements.md
	@$(MEASURE)/bin/python -m measurements

clean:  ## remove what was built, but not what was installed
	@rm -rf $(SITE_DIR) $(SITE_DIR).new $(SITE_DIR).old dist

$(SUCCESSOR)/ready: requirements-successor.txt
	@test -x $(SUCCESSOR)/bin/python || $(PYTHON) -m venv $(SUCCESSOR)
	@$(SUCCESSOR)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-successor.txt
	@touch $@

$(MEASURE)/ready: measurements/requirements.txt
	@test -n "$(MEASURE_PYTHON)" || { echo "No Python 3.12 or newer is here, and Django 6 needs it: make measure MEASURE_PYTHON=…" >&2; exit 1; }
	@test -x $(MEASURE)/bin/python || $(MEASURE_PYTHON) -m venv $(MEASURE)
	@$(MEASURE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r measurements/requirements.txt
	@touch $@

$(VENV)/site-ready: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test-ready: $(VENV)/site-ready requirements-test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@
