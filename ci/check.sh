#!/usr/bin/env bash
# What a change must pass before its tests run. Every check runs; the status says whether all passed.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

failed=()
check() {
  local name=$1
  shift
  local output
  if output=$("$@" 2>&1); then
    echo "check: $name: passed"
  else
    echo "check: $name: FAILED: $*"
    printf '%s\n' "$output"
    failed+=("$name")
  fi
}

check format ruff format --check .
check lint ruff check .
check types mypy src ci reference_pipelines/local tests
check floors lint-imports
check generated bash ci/generated.sh --check
check house pytest -q -p no:randomly tests/house

if ((${#failed[@]})); then
  echo "check: ${#failed[@]} failed: ${failed[*]}"
  exit 1
fi
