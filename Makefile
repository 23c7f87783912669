# `make run` and `make test` do all of their set-up. `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
ADDRESS ?= 127.0.0.1
RAW ?= --help
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
FOUND := $(shell $(PYTHON) -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null)
ifneq ($(FOUND),True)
$(error Certwise needs Python 3.11 or newer; name one with `make PYTHON=/path/to/python3 ...`)
endif

.PHONY: help run serve test test-all check data salaries stale icons lock licences browser nginx s3 bench bench-dash clean

help:           ## what there is
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/ -/'

run: $(VENV)/.run           ## serve the dashboard on http://localhost:8501 (PORT=… for another)
	$(BIN)/streamlit run app.py --server.port $(PORT)

serve: $(VENV)/.run           ## the same in production mode: files are not watched; on ADDRESS, this machine alone unless named
	CERTWISE_LOG=$${CERTWISE_LOG:-requests} exec $(BIN)/streamlit run app.py --server.fileWatcherType=none --server.address=$(ADDRESS) --server.port=$(PORT)

test: check browser nginx s3           ## lint, format, types, all tests, the browser's too; of generated examples one in five
	$(PYTEST)

test-all: check browser nginx s3 $(VENV)-spark/.done           ## what CI runs: the same with all examples, hundreds of readers, and the medians on a second engine (PySpark, about a gigabyte, needs Java)
	$(PYTEST) --all-examples
	$(BIN)/python -m pytest -m crowd tests/web/test_crowd.py
	$(VENV)-spark/bin/python -m pytest -m spark tests/survey/test_spark.py

check: $(VENV)/.dev           ## lint, format, types, source data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m lib.source --check

data: $(VENV)/.run           ## check data/source and write the tables, all or none
	$(BIN)/python -m lib.source

salaries: $(VENV)/.survey           ## medians of pay from survey files: make salaries RAW=folder
	$(BIN)/python -m lib.survey $(RAW)

stale: $(VENV)/.run           ## what the calendar has overtaken, and what nobody checked for a year
	$(BIN)/python -m lib.trust.staleness

icons: $(VENV)/.dev           ## cut Streamlit's icon font down to the icons that are named anywhere
	$(BIN)/python -m lib.design.icon_font

lock: $(VENV)/.dev           ## compile requirements*.txt from requirements*.in, with hashes
	$(BIN)/uv pip compile requirements.in -o requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
	$(BIN)/uv pip compile requirements-survey.in -o requirements-survey.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
	$(BIN)/uv pip compile requirements-spark.in -o requirements-spark.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
	$(BIN)/uv pip compile requirements-dash.in -o requirements-dash.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
	$(BIN)/uv pip compile requirements-s3.in -o requirements-s3.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
	$(BIN)/uv pip compile requirements-dev.in -o requirements-dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

licences: $(VENV)/.dev           ## list the licences of what the app is run with
	$(BIN)/python -m deploy.licences

browser: $(VENV)/.dev           ## find or install a Chromium for the browser tests
	@$(BIN)/python tests/browser/chromium.py

nginx: $(VENV)/.dev           ## find or install an nginx for the tests of replicas
	@$(BIN)/python -m tests.replicas.nginx

s3: $(VENV)-s3/.done           ## install the object store of the tests, beside their environment

bench: $(VENV)/.dev           ## server CPU of an interaction beside its floor
	$(BIN)/python benchmarks/rerun.py

bench-dash: browser $(VENV)-dash/.done           ## first pictures, filters and links beside a page in Dash
	$(BIN)/python -m benchmarks.against_dash $(VENV)-dash/bin/python

clean:           ## remove the virtual environment and what tools left
	rm -rf $(VENV) $(VENV)-spark $(VENV)-s3 $(VENV)-dash .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/artefacts

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.survey: requirements-survey.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-survey.txt
	@touch $@

$(VENV)-s3/.done: requirements-s3.txt
	$(PYTHON) -m venv $(VENV)-s3
	$(VENV)-s3/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-s3.txt
	@touch $@

$(VENV)-dash/.done: requirements-dash.txt
	$(PYTHON) -m venv $(VENV)-dash
	$(VENV)-dash/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dash.txt
	@touch $@

$(VENV)-spark/.done: requirements-spark.txt
	$(PYTHON) -m venv $(VENV)-spark
	$(VENV)-spark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.txt
	@touch $@
