# Samspel: `make run` serves it, `make test` checks it. `make help` lists the rest.
.DEFAULT_GOAL := help
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

ROUNDS ?= 2000

# Tests start some hundred processes: what Python has compiled is kept, whatever the surroundings say.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run demo test lint types contracts pytest format bench bench-peer bench-scale search replay torture \
	pictures sbom lock clean \
	runtime development

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: runtime ## Install what is needed, fill the demo the first time, and serve (HOST= PORT=)
	@$(BIN)/samspel serve --demo --host $(HOST) --port $(PORT)

demo: runtime ## Fill the demo where that has not been done, and say where to look
	@$(BIN)/samspel demo

test: lint types contracts pytest ## Install what tests need; lint, types, import contracts, all tests

lint: development ## Style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: development ## Strict types
	$(BIN)/mypy

contracts: development ## Which room may import which
	$(BIN)/lint-imports --no-cache

# One more than the two cores: browsers and stories wait, too. Matrices are small: threads would only get in the way.
pytest: development ## The tests alone
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 3 --dist loadscope --no-loadscope-reorder

format: development ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: development ## Speed, as ratios side by side in one run
	$(BIN)/python -m bench

bench-peer: development ## The form, a response and the results file beside another application (installs it apart)
	$(BIN)/python -m bench.peer

bench-scale: development ## A simulated country: do pages cost more the larger it is? (SCALE=0.1 for a tenth of it)
	$(BIN)/python -m bench.scale $(or $(SCALE),1)

search: development ## Random rounds: can anybody work out an answer from what is shown? (ROUNDS=2000)
	$(BIN)/python -m tests.domain.random_rounds $(ROUNDS)

replay: development ## Steal the database while a round is open, and say what its log tells (PERSONS=40)
	$(BIN)/python -m bench.replay $(or $(PERSONS),40)

torture: development ## Kill, lock and fill up what the server needs while people answer (KILLS=200 SECONDS=840)
	$(BIN)/python -m bench.torture $(or $(KILLS),200) $(or $(SECONDS),840)

pictures: development ## Take the README's pictures of the demo anew
	$(BIN)/python -W ignore -m tests.pictures

sbom: development ## Write what Samspel consists of to dist/samspel.cdx.json (an SBOM, CycloneDX)
	tools/sbom

lock: ## Compile the locked requirement files anew (needs uv)
	tools/lock

clean: ## Remove what was installed and cached; the data in instance/ stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info

runtime:
	@tools/install runtime

development:
	@tools/install development
