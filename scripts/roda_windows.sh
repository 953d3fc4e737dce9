#!/usr/bin/env bash
# Proves that everything borang runs on can be had for Windows as a wheel, so that nobody needs a compiler there: `make validate`.
#
#   roda_windows.sh [PYTHON]     the Python whose pip asks
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python="${1:-python3}"
nowhere="$(mktemp -d)"
trap 'rm -rf "$nowhere"' EXIT
for version in 3.12 3.13; do
    "$python" -m pip install --dry-run --quiet --disable-pip-version-check --target "$nowhere" \
        --platform win_amd64 --implementation cp --python-version "$version" --only-binary=:all: \
        -r requirements.lock
    echo "Windows, Python $version: semua pustaka ada sebagai wheel."
done
