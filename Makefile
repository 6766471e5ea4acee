# Thin: each target is a few lines of the real commands. `make` alone lists them.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --no-input -qq
PYTEST := $(BIN)/pytest --quiet
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test test-all lint format bench lock migration translations vendor

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' Makefile | column -t -s '|'

run: .venv/run $(CATALOGUES)  ## serve the demonstration on this machine
	@$(BIN)/consult init --with-demo
	@$(BIN)/consult serve

test: lint  ## check and test, in some minutes
	$(PYTEST) -m "not complete"

test-all: .venv/dev $(CATALOGUES)  ## the tests that take long
	$(PYTEST) -m complete

lint: .venv/dev $(CATALOGUES)  ## style, types, import contracts, templates, dead code, dependencies, words
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-cache --no-logo >.venv/contracts || (cat .venv/contracts; exit 1)
	$(BIN)/djlint --quiet --check templates
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python -m tests.architecture.dead_code
	$(BIN)/deptry --no-ansi consult
	$(BIN)/codespell

format: .venv/dev  ## put code and templates into shape
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet
	$(BIN)/djlint --quiet --reformat templates

bench: .venv/dev  ## measure, each against a bare ceiling
	@for file in benchmarks/[a-z]*.py; do $(BIN)/python "$$file" || exit 1; done

migration: .venv/dev  ## write a migration from the models: make migration NAME="what changes"
	$(BIN)/python -m tests.architecture.new_migration "$(NAME)"

translations: .venv/dev  ## bring the catalogues up to date with the sources
	$(BIN)/python -m tests.architecture.catalogues

vendor: .venv/dev  ## fetch the files of others again (needs npm)
	$(BIN)/python -m tests.architecture.vendored

lock:  ## choose newer versions (needs uv)
	uv pip compile --quiet --upgrade --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml requirements/build.in --output-file requirements/run.txt
	uv pip compile --quiet --upgrade --generate-hashes --no-header --python-version 3.11 --all-extras --group dev \
	  pyproject.toml requirements/build.in --constraint requirements/run.txt --output-file requirements/dev.txt

# The environment: what is locked, then the project itself, editable. A stamp says that nothing is left to do.
.venv/run .venv/dev: .venv/%: requirements/%.txt pyproject.toml hatch_build.py
	@echo "bringing the environment .venv up to date"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(PIP) install --no-deps --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

%.mo: %.po | .venv/run
	@$(BIN)/python -c "from pathlib import Path; from hatch_build import compile_catalogues; compile_catalogues(Path())"
