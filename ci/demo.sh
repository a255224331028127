#!/usr/bin/env bash
# The demonstration on the local stack. A stack that was down before is down after, whatever happens.
set -euo pipefail
cd "$(dirname "$0")/.."

stack() { .venv/bin/python reference_pipelines/local/stack.py "$@"; }

if [[ $(stack status) == *"nothing runs"* ]]; then
  trap 'stack down' EXIT
fi
.venv/bin/headgate demo ${DATA:+--data "$DATA"}
