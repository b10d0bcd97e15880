# make demo    the sample community, broken, judged and mended (builds .venv the first time)
# make test    the whole suite; pure rooms covered  make lint        style, types, layers
# make trials  whole journeys of the command        make bench       timings as ratios
# make lab-report  what the lab's scenarios found, as a table        make lock  new hashed locks (needs uv)

PYTHON ?= python3
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LOCK := requirements/dev.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup demo test lint format trials bench lab-report lock changelog clean

help:
	@sed -n 's/^# //p' Makefile

setup: $(STAMP)
	@:

# The stamp makes the second `make demo` start at once; it is remade when the lock or the metadata changes.
$(STAMP): $(LOCK) pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Fetching what launchready stands on (once, under a minute) ..."
	@$(PIP) install --require-hashes -r $(LOCK)
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# The greeting comes before the set-up, so that something is on screen at once.
demo:
	@echo "launchready: a sample community with its demo on Thursday. May it be shown? Let us look."
	@$(MAKE) setup
	@$(BIN)/launchready tour

# The pure rooms are covered to the last branch: their own tests are traced, the others run at full speed.
# LAUNCHREADY_TRACE=all traces everything. pytest's own summary is said again at the end.
PURE := */launchready/model/*,*/launchready/facts/*,*/launchready/formats/*,*/launchready/checks/*,*/launchready/verdict/*,*/launchready/advise/*
PYTEST_ARGS ?=
# Two at a time: a file of tests stays with one worker, since the mini internet and the sample site are made once a file.
WORKERS ?= 2

test: setup
	@mkdir -p build && rm -f build/coverage*
	@set -o pipefail; $(BIN)/coverage run -m pytest --numprocesses=$(WORKERS) --dist=loadfile $(PYTEST_ARGS) 2>&1 | tee build/pytest.log
	@$(BIN)/coverage combine --quiet
	@test -z "$$LAUNCHREADY_TRACE" || $(BIN)/coverage report --sort=cover
	@$(BIN)/coverage report --include='$(PURE)' --fail-under=100
	@tail -n 1 build/pytest.log

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

trials: setup
	@$(BIN)/python -m trials

bench: setup
	@$(BIN)/python -m bench

lab-report: setup
	@$(BIN)/python -m lab.report

# The locks hold names, versions and hashes, and no address that anything was fetched from.
UV ?= uv

lock:
	@$(UV) pip compile pyproject.toml --quiet --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --output-file $(LOCK)

changelog: setup
	@$(BIN)/towncrier build --draft

clean:
	@rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
