# Each target does its own setting up: Python 3.11 or newer, git and make are enough.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
WORKERS ?= 2

# Each process would otherwise compile all modules again, and pytest all its assertions.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-all speed gallery lint outside clean
.DELETE_ON_ERROR:

help:  ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 18

demo: $(READY)  ## build the demonstration review into build/
	$(BIN)/assembler demo

test: $(READY) lint outside  ## style, types and every test but the whole product (five minutes or so)
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not product"

test-all: $(READY) lint outside  ## the same, over all types, languages and house styles
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

speed: $(READY)  ## timings, beside docxtpl's and other programs
	@set -e; for file in tests/speed/speed_*.py; do echo "== $$file"; $(BIN)/python $$file; done
	$(BIN)/python -m pytest -q tests/speed/test_bounds.py

gallery: $(READY)  ## pictures of pages for the documentation (needs LibreOffice and pdftoppm)
	$(BIN)/python tests/tools/gallery.py

lint: $(READY)  ## style and types only
	$(BIN)/ruff check .
	$(BIN)/mypy

outside: $(READY)
	@tests/tools/libreoffice.sh
	@$(BIN)/python tests/tools/openxml_sdk.py install || \
		echo "Microsoft's validator could not be fetched; its tests are skipped (failures under CI=true)." >&2

clean:  ## remove what was built and cached (.venv and .tools stay)
	find build -mindepth 1 ! -name .gitignore -delete
	rm -rf dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find assembler tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml tests/tools/venv.sh
	@PYTHON="$(PYTHON)" tests/tools/venv.sh
	@touch $@
