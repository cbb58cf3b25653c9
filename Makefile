# Two commands do everything: `make demo` and `make test`. Both build .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Three on two cores, because a test waits for Postgres as often as it computes. Files go out as they stand: the
# long ones are in attacks, faults and integration, and the quick ones of unit fill up the end.
PYTEST := $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder
STAMP := $(VENV)/.installed
# Where it is set, every process of the tests compiles all of them anew: five seconds each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-long bench types lint clean
.DELETE_ON_ERROR:

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Rapport needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv (once; about two minutes with a cold package cache)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[local,test]'
	@touch $@

$(VENV): $(STAMP)

demo: $(STAMP) ## the main job on the local stack, with a simulated Claude
	@$(BIN)/rapport demo

test: $(STAMP) ## lint, types and every test in its short form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) -m 'not long'

# The full forms say what load and misfortune do, which neither the grants nor the release change: once is enough.
test-long: $(STAMP) ## the full forms, then the database's tests with the old default grants, and on Postgres 17
	$(PYTEST)
	RAPPORT_TESTS_OLD_GRANTS=1 $(PYTEST) -m 'not long' \
	  tests/sql tests/attacks tests/faults tests/integration/rest/test_rest_product.py \
	  tests/integration/test_jobs_through_client.py
	RAPPORT_TESTS_POSTGRES=17 $(PYTEST) -m 'not long' tests/sql tests/integration/rest/test_rest_product.py \
	  $(addprefix tests/integration/test_,database_migrate.py database_state.py jobs_through_client.py realtime_events.py \
	  realtime_schema.py reset.py stack_bootstrap.py stack_migrate.py uninstall.py worker_drain.py worker_versions.py)

bench: $(STAMP) ## ratios measured in one run
	$(BIN)/python -m tests.bench

types: $(STAMP) ## types/database.ts from the migrations; needs the npm registry
	$(BIN)/python -m tests.typescript

lint: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) .rapport build *.egg-info .mypy_cache .ruff_cache .pytest_cache
