#!/bin/sh
# Runs everything that has to pass: style, types, tests, documentation.
# VENV names another virtual environment than .venv, PYTHON another interpreter.
set -eu
cd "$(dirname "$0")/.."
venv=${VENV:-.venv}
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
bin=$venv/bin
"$bin/python" -m pip install --quiet --disable-pip-version-check -e ".[dev]"
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/python" -m pytest -q -n 2
"$bin/python" -m sphinx -W -E --keep-going -q -b html docs docs/_build/html
echo "all passed"
