#!/usr/bin/env bash
# Writes requirements.lock (what runs) and requirements-dev.lock (what tests, builds and checks) from the ranges in pyproject.toml.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python="${1:-python3}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# Prints the requirements of [project] and its extras, all but `dev`; or, told so, those of `dev` and of the build.
ranges() {
    "$python" - "$1" <<'PY'
import sys, tomllib
from pathlib import Path

settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
extras = settings["project"]["optional-dependencies"]
dev = extras.pop("dev") + settings["build-system"]["requires"]
print("\n".join(dev if sys.argv[1] == "dev" else settings["project"]["dependencies"] + sum(extras.values(), [])))
PY
}

freeze() { "$scratch/bin/python" -m pip freeze --all | grep -v '^pip=='; }

"$python" -m venv "$scratch"
pip=("$scratch/bin/python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" uninstall --yes setuptools 2>/dev/null || true

ranges run >"$scratch/run.txt"
"${pip[@]}" install -r "$scratch/run.txt"
freeze >"$scratch/run.lock"

ranges dev >"$scratch/dev.txt"
"${pip[@]}" install -r "$scratch/dev.txt" -c "$scratch/run.lock"
{
    echo "# Made by \`make lock\` from pyproject.toml: what tests, builds and checks borang."
    echo "-r requirements.lock"
    freeze | grep -vxFf "$scratch/run.lock"
} >requirements-dev.lock
{
    echo "# Made by \`make lock\` from pyproject.toml: what borang runs on, all extras included."
    cat "$scratch/run.lock"
} >requirements.lock
