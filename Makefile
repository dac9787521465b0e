# Two targets do everything: `make demo` and `make test`. `make help` lists the others.
SHELL := /bin/bash
PORT ?= 8000
CLIENT ?= brewery
WORKSPACE ?= demo/$(CLIENT)
BIN := .venv/bin
# The tests start many processes; without this each of them would compile Akkoord anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo lab notebooks test lint unit docs slow bench screenshots translations lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: ## set up, fill a demo workspace once, and serve it on http://127.0.0.1:$(PORT)
	@tools/setup runtime
	@[ -f $(WORKSPACE)/akkoord.toml ] || { $(BIN)/akkoord demo $(WORKSPACE) --client $(CLIENT) >.build/sign-in.txt && mv .build/sign-in.txt $(WORKSPACE)/; }
	@cat $(WORKSPACE)/sign-in.txt
	@exec $(BIN)/akkoord --workspace $(WORKSPACE) serve --port $(PORT)

lab: ## set up, fill a demo workspace once, and open the notebooks on it in JupyterLab
	@tools/setup runtime
	@[ -f $(WORKSPACE)/akkoord.toml ] || $(BIN)/akkoord demo $(WORKSPACE) --client $(CLIENT) >/dev/null
	@.build/uv/bin/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-lab.lock
	@AKKOORD_WORKSPACE=$(abspath $(WORKSPACE)) $(BIN)/jupyter lab --notebook-dir notebooks $(if $(filter 0,$(shell id -u)),--allow-root)

notebooks: ## run the notebooks on a snapshot of a fresh demo, keep their outputs, and picture them
	@tools/setup tests
	$(BIN)/python tools/notebooks.py docs/img

test: ## set up, check the style and types, and run every test but the slow ones
	@tools/setup tests
	@$(MAKE) --no-print-directory lint unit

lint:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

unit:
	tools/in-memory $(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder -m "not slow"

docs: ## build the site of the docs into .build/site; a warning is an error
	@tools/setup tests
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

slow: ## the long suites: many writers, kills, many examples
	@tools/setup tests
	tools/in-memory $(BIN)/python -m pytest -q -m slow

bench: ## measure, print ratios
	@tools/setup tests
	$(BIN)/python -m tests.benchmarks

screenshots: ## take every screen of a fresh demo, landscape and portrait, light and dark, into docs/img
	@tools/setup tests
	$(BIN)/python tools/screenshots.py docs/img

translations: ## list texts that lack a Dutch translation, and translations that nothing uses
	$(BIN)/python -m pytest -q tests/language tests/web -k translat

lock: ## resolve the dependencies anew and write the lock files
	tools/lock

clean: ## forget the environment and the demo
	rm -rf .venv .build demo web/node_modules web/src/akkoord_web/static/vendor
