#!/usr/bin/env bash
# Finds a Python that can run the set-up, then runs it.
set -euo pipefail
cd "$(dirname "$0")/.."

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))'
for python in ${PYTHON:-} python3.11 python3.12 python3; do
  if "$python" -c "$fits" 2>/dev/null; then
    exec "$python" ci/setup.py
  fi
done
echo "setup: Python 3.11 or 3.12 is missing: apt-get install python3 python3-venv (or set PYTHON=/path/to/python3.11)" >&2
exit 2
