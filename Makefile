# Every command sets up what it needs; README.md says what they do.
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Material warns of MkDocs 2 at every start. We pin MkDocs 1; our users need no banner.
export NO_MKDOCS_2_WARNING := 1

.PHONY: setup bundle browser site serve test check acceptance bench bench-full bench-search strings clean

setup: $(READY) bundle

$(READY): pyproject.toml hatch_build.py tools/setup_venv.sh
	sh tools/setup_venv.sh $(VENV) $(PYTHON)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

# An editable install builds both once; after a change here they are made again.
bundle: $(READY)
	@$(BIN)/python tools/front_end.py
	@$(BIN)/python tools/catalogues.py compile

browser: $(READY)
	@sh tools/setup_browser.sh $(BIN)/python

site: setup
	$(BIN)/kb build

serve: setup
	$(BIN)/kb serve

test: check browser
	@$(BIN)/python tools/front_end.py --packages
	$(BIN)/pytest -m "not acceptance" -n 2

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/front_end.py --check

# All of what `make test` samples.
acceptance: setup browser
	KB_EXAMPLES=whole $(BIN)/pytest -m "acceptance or hypothesis"

bench: setup
	$(BIN)/python -m benchmarks

bench-full: setup
	$(BIN)/python -m benchmarks --full

# Whether searches find what is looked for, over notes that are no part of this project.
bench-search: setup
	$(BIN)/python -m benchmarks.search --failures

# Bring the catalogues up to date with the sentences in the code.
strings: $(READY)
	$(BIN)/python tools/catalogues.py extract
	$(BIN)/python tools/catalogues.py compile

clean:
	rm -rf build dist $(VENV) kb/web/dist kb/web/fonts kb/web/node_modules
	find kb/locale -name '*.mo' -delete
