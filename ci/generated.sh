#!/usr/bin/env bash
# Writes every generated file that is committed; with --check, says which are stale and writes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/headgate generate all "$@"
