#!/usr/bin/env bash
# Runs the benchmarks, one script each: all, or those that NAME matches. They measure and never judge.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=. # scripts share modules under tests/

for script in tests/bench/*"${NAME:-}"*.py; do
  echo "bench: $(basename "$script" .py)"
  .venv/bin/python "$script"
done
