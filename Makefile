# Build, look at, and test the guide. `make` alone says what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUCCESSOR := .venv-zensical
MUTANTS := .venv-mutants
MEASURE := .venv-measure
# The first Python that is new enough for Django 6, or one that is named: make measure MEASURE_PYTHON=…
MEASURE_PYTHON ?= $(shell for python in python3.13 python3.14 python3.12 python3 \
	$(wildcard $(HOME)/.pyenv/versions/3.1[3-9]*/bin/python $(HOME)/.pyenv/versions/3.12*/bin/python); do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$python && break; done)
# A package that is not the very file that was pinned is not installed.
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes -r
# Half of the tests for each core; who is done first takes tests from the other.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
# FILE:PYTHON, the oldest that it must work with. FILE.in is what we chose, FILE.txt every package that it takes.
# `requirements` comes first: others keep to it.
PINNED := requirements:3.11 requirements-test:3.11 requirements-successor:3.11 \
	mutation/requirements:3.11 \
	measurements/requirements:3.12
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help pages site serve quick test lint renew archive wheel successor pins benchmark measure clean back mutants

help:  ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-12s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# SITE_DIR and SITE_URL are read from the environment by the program, never by make or a shell.
site: $(VENV)/site-ready  ## build the pages and the site, and say which file to open
	@$(BIN)/python build_tree.py publish

back: $(VENV)/site-ready  ## put the site before this one in its place again
	@$(BIN)/python build_tree.py publish --back

pages: $(VENV)/site-ready
	@$(BIN)/python build_tree.py

serve: $(VENV)/site-ready  ## show the guide in a browser, and every edit at once
	@exec $(BIN)/python build_tree.py serve

# What takes long carries the marker `slow`; tests/conftest.py says what that is.
quick: $(VENV)/test-ready  ## check what a moment is enough for, after each edit
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(PYTEST) -m "not slow" --quiet

test: $(VENV)/test-ready  ## run every test
	@$(PYTEST)

lint: $(VENV)/test-ready  ## check the style and the types of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

renew: $(VENV)/test-ready  ## write anew what is generated and committed, for somebody to read
	@$(BIN)/python build_tree.py schema > decision_tree.schema.json
	@$(BIN)/python -m pytest --renew --quiet
	@$(BIN)/cog -I . -r README.md CONTRIBUTING.md

archive: $(VENV)/site-ready  ## pack the site as one reproducible zip
	@$(BIN)/python build_tree.py archive

# Its files have one date, whatever SOURCE_DATE_EPOCH says: the same files give the same wheel, in a new guide too.
wheel: $(VENV)/test-ready  ## build the wheel of the tool, dist/decision_guide-….whl
	@env -u SOURCE_DATE_EPOCH $(BIN)/python -m hatchling build --target wheel

# Newer versions too; `make pins UPGRADE=` keeps to those that are pinned, and pins only what a changed FILE.in adds.
UPGRADE ?= --upgrade
pins: $(VENV)/test-ready  ## renew the pinned version of every package
	@for each in $(PINNED); do \
	  $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version $${each#*:} --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make pins" \
	    $${each%:*}.in --output-file $${each%:*}.txt || exit 1; \
	done

successor: $(SUCCESSOR)/ready  ## install the theme's successor, which the tests build the guide with too

benchmark: $(VENV)/test-ready  ## measure time, memory and size, and print ratios
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/preview.py
	@$(MAKE) --no-print-directory site
	@$(BIN)/python benchmarks/weight.py

measure: $(MEASURE)/ready  ## measure what the articles claim (ten minutes), and write docs/measurements.md
	@$(MEASURE)/bin/python -m measurements

# NAMES='tree_builder.check.*' keeps to some; `mutmut results` in the same environment lists the survivors again.
mutants: $(MUTANTS)/ready  ## change the code and see whether a fast test notices (hours; not in CI)
	@$(MUTANTS)/bin/mutmut run $(NAMES)
	@$(MUTANTS)/bin/mutmut results

clean:  ## remove what was built, but not what was installed
	@test ! -x $(BIN)/python || $(BIN)/python build_tree.py publish --clean

$(SUCCESSOR)/ready: requirements-successor.txt
	@test -x $(SUCCESSOR)/bin/python || $(PYTHON) -m venv $(SUCCESSOR)
	@$(SUCCESSOR)/bin/python $(INSTALL) requirements-successor.txt
	@touch $@

$(MUTANTS)/ready: mutation/requirements.txt
	@test -x $(MUTANTS)/bin/python || $(PYTHON) -m venv $(MUTANTS)
	@$(MUTANTS)/bin/python $(INSTALL) mutation/requirements.txt
	@touch $@

$(MEASURE)/ready: measurements/requirements.txt
	@test -n "$(MEASURE_PYTHON)" || { echo "No Python 3.12 or newer is here, and Django 6 needs it: make measure MEASURE_PYTHON=…" >&2; exit 1; }
	@test -x $(MEASURE)/bin/python || $(MEASURE_PYTHON) -m venv $(MEASURE)
	@$(MEASURE)/bin/python $(INSTALL) measurements/requirements.txt
	@touch $@

$(VENV)/site-ready: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(INSTALL) requirements.txt
	@touch $@

$(VENV)/test-ready: $(VENV)/site-ready requirements-test.txt
	@$(BIN)/python $(INSTALL) requirements-test.txt
	@touch $@
