# run: the assistant on http://127.0.0.1:7860 (HOST and PORT change that)
# test, check, evals: what .ci/run calls; clean: removes the environment and the index

HOST ?= 127.0.0.1
PORT ?= 7860
export HOST PORT
# Without compiled modules every start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

PYTHON = .venv/bin/python

.PHONY: run test check evals clean setup setup-evals setup-dev

run: setup
	@$(PYTHON) ingest.py add --if-empty knowledge/corpus
	@exec $(PYTHON) app.py

test: setup-dev
	$(PYTHON) -m pytest

check: setup-dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

evals: setup-evals
	$(PYTHON) -m evals run --systems ours,stock,words --gate

setup:
	@scripts/setup

setup-evals:
	@scripts/setup benchmark

setup-dev:
	@scripts/setup dev

clean:
	rm -rf .venv .assistant .mypy_cache .pytest_cache .ruff_cache dist
