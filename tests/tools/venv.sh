#!/usr/bin/env bash
# A virtual environment in .venv with the program, editable, and what its tests need.
# Debian keeps the module venv in a package of its own: installed where that needs no question.
set -euo pipefail

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..." >&2
  exit 1
}
if [ ! -x .venv/bin/pip ]; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null || {
    if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
      apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
      echo "The module venv is missing; on Debian and Ubuntu: sudo apt-get install python3-venv" >&2
      exit 1
    fi
  }
  "$python" -m venv .venv
fi
echo "Setting up .venv" >&2
install() { .venv/bin/pip install --quiet --disable-pip-version-check --editable "$1"; }
# The faster deflate is ready-made for most machines; where it is not, the program does without.
install ".[test,fast]" 2>/dev/null || install ".[test]"
