# Everything is set up in .venv by the first target that needs it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
POSTS ?= tests/data/posts

.PHONY: run test check servers servers-stop test-servers ci-servers fuzz format bench screenshot lock clean

run: $(VENV)/installed
	$(BIN)/broadsheet $(POSTS)

# With COVERAGE=1 the lines that run are counted, so that `make check` need not test again.
ifdef COVERAGE
test: .coverage
else
test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n auto $(ARGS)
endif

check: $(VENV)/installed-dev .coverage
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry tui
	$(BIN)/vulture
	$(BIN)/codespell
	$(BIN)/coverage report

.coverage: pyproject.toml requirements-dev.txt $(shell git ls-files '*.py' '*.tcss') | $(VENV)/installed-dev
	rm -f .coverage .coverage.*
	COVERAGE_PROCESS_START=pyproject.toml $(BIN)/coverage run -m pytest -n auto $(ARGS)
	$(BIN)/coverage combine -q

# Real servers, from package registries, at 127.0.0.1; SERVERS="miniflux hexo" for some.
servers: $(VENV)/installed-dev
	$(BIN)/python -m tests.servers.local up $(SERVERS)

servers-stop: $(VENV)/installed-dev
	$(BIN)/python -m tests.servers.local down $(SERVERS)

test-servers: $(VENV)/installed-dev
	$(BIN)/python -m tests.servers.local test $(SERVERS) $(ARGS)

# What this machine can have in two minutes; what it cannot is named, and fails nothing.
ci-servers: $(VENV)/installed-dev
	$(BIN)/python -m tests.servers.local ci

format: $(VENV)/installed-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/installed-dev
	$(BIN)/python tests/bench/run.py $(ARGS)
	$(BIN)/python -m tests.bench.folder
	$(BIN)/python -m tests.bench.render
	$(BIN)/python -m tests.bench.table
	$(BIN)/python -m tests.bench.large
	$(BIN)/python -m tests.bench.refresh
	$(BIN)/python -m tests.bench.sizes 1000 100000
	$(BIN)/python -m tests.bench.search 1000 100000
	$(BIN)/python -m tests.bench.stories

# Looks for a page that is set wrongly, and for a library whose lists or counters are not true,
# also after kill -9; EXAMPLES says how long (10,000: about ten minutes).
fuzz: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q -n auto --timeout=0 --hypothesis-profile=long tests/render/test_any_document.py \
		tests/render/test_hostile.py tests/render/test_linebreak.py \
		tests/library/test_any_sequence.py tests/library/test_killed.py $(ARGS)

screenshot: $(VENV)/installed-dev
	$(BIN)/python -m tests.ui.screenshot

# The lock file names each version that the gates passed with; needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --group dev --no-emit-index-url --no-annotate --no-header \
		pyproject.toml -o requirements-dev.txt --upgrade

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements-dev.txt -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) build dist .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis
