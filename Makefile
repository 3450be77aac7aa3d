# `make demo` and `make test` do all their own set-up; python3 (3.11+) and make are enough.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: setup demo test check lint types gate docs bench clean

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip "uv>=0.9,<1"
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --quiet --locked --inexact --group dev
	touch $(STAMP)

demo: setup
	$(BIN)/sayso demo --out build/demo

test: setup
	$(BIN)/python -m pytest

check: lint types gate docs

lint: setup
	$(BIN)/ruff check src tests bench docs
	$(BIN)/ruff format --check src tests bench docs

types: setup
	$(BIN)/mypy

gate: setup
	$(BIN)/python bench/gate.py

docs: setup
	$(BIN)/python docs/generate.py --check

bench: setup
	$(BIN)/python bench/ingest.py

clean:
	rm -rf .venv build dist
