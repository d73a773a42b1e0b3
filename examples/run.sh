#!/bin/sh
# Installs policydsl into .venv, and runs the founding ladder: check, test, table,
# simulate. PYTHON names another interpreter, at least 3.11.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "policydsl needs Python 3.11 or later; set PYTHON to its path" >&2
    exit 2
}
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check .
show() {
    printf '\n$ policydsl %s\n\n' "$*"
    .venv/bin/policydsl "$@"
}
show check examples/founding
show test examples/founding
show table examples/founding/missed_payments.policy
show simulate examples/founding/missed_payments.policy \
    --case examples/founding/day_11.json --until 2026-06-15 --why reach_family
