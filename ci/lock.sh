#!/usr/bin/env bash
# Resolves the requirements anew and writes them with the hash of every file.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
  .venv-uv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
    --no-emit-index-url --no-header --no-annotate "$@"
}
compile requirements/uv.in -o requirements/uv.txt
compile pyproject.toml --extra all --group local --group data --group dev -o requirements/all.txt
# What the container of ci/Containerfile installs: the core alone, of the same versions.
compile pyproject.toml -c requirements/all.txt -o ci/requirements.txt
