# `make demo` and `make test` are all that a newcomer needs: each sets up .venv itself.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check fuzz bench eval eval-meetings docs format bundle clean

demo: .venv/.runtime
	@$(BIN)/rtk-mcp demo

# On all cores, a file on each at a time; make test ARGS="-n 0 tests/report" for a part of it.
test: .venv/.dev
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

# The property tests with examples that no run had before.
fuzz: .venv/.dev
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n auto $(shell grep -rl "^from hypothesis" tests --include="test_*.py") $(ARGS)

check: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# Some of it, or less of it: make bench ARGS="condense memory --quick"
bench: .venv/.dev
	@$(BIN)/python -m benchmarks $(ARGS)

eval: .venv/.dev
	@$(BIN)/python -m evaluation $(ARGS)

# The same of whole meetings.
eval-meetings: .venv/.dev
	@$(BIN)/python -m evaluation --meetings $(ARGS)

docs: .venv/.dev
	@$(BIN)/python -m rtk_mcp.handbook docs

format: .venv/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.venv/.runtime: pyproject.toml constraints.txt
	@echo "Setting up .venv (once, and again when pyproject.toml or constraints.txt change)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/.dev: .venv/.runtime
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Claude Desktop's one-click bundle; the one target that needs Node.
bundle:
	@rm -rf build/mcpb && mkdir -p build/mcpb dist
	@git archive HEAD LICENSE README.md pyproject.toml prompts rtk_mcp | tar -x -C build/mcpb
	@cp mcpb/manifest.json build/mcpb/
	@npx --yes @anthropic-ai/mcpb pack build/mcpb dist/rtk-mcp.mcpb

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache
