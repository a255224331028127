#!/bin/sh
# `headgate` where it is copied rather than installed: the toolkit is pure Python.
export PYTHONPATH="${HEADGATE_LIB:-/opt/headgate/lib}" PYTHONDONTWRITEBYTECODE=1
exec python3 -c 'import sys; sys.argv[0] = "headgate"; from headgate.cli import main; main()' "$@"
