# Every target stands alone: it sets up what it needs first.
STACK := .venv/bin/python reference_pipelines/local/stack.py
MVN := mvn -B -q -Dstyle.color=never -f reference_pipelines/jvm
TESTS ?= tests
.PHONY: help setup demo test check golden bench docs up down lock
.DEFAULT_GOAL := help

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything: locked Python environment, the toolkit, the JVM parts
	@bash ci/setup.sh

demo: setup ## Watch one contract judged, registered, enforced and audited (DATA=flights: real data)
	@DATA='$(DATA)' bash ci/demo.sh

test: setup ## Run every test (TESTS=tests/house: only those)
	@$(MVN) test -pl functions
	@.venv/bin/pytest $(TESTS)

check: setup ## Check format, lint, types, floors, generated files and the house rules
	@bash ci/check.sh

golden: setup ## Rewrite the golden files
	@.venv/bin/pytest -q tests/golden tests/rules tests/cli --golden

bench: setup ## Measure (NAME=lint: only those that match)
	@NAME='$(NAME)' bash ci/bench.sh

docs: setup ## Write the generated files and pages, and the contracts as web pages (build/catalogue)
	@bash ci/generated.sh
	@bash ci/catalogue.sh

up: setup ## Start Kafka, the registry and Flink (BROKERS=3: replicated; SECURE=1: SASL and TLS)
	@$(STACK) up

down: ## Stop the local stack (WIPE=1: remove its data too)
	@if [ -x .venv/bin/python ]; then $(STACK) down $(if $(WIPE),--wipe); fi

lock: setup ## Resolve the Python requirements anew
	@bash ci/lock.sh
