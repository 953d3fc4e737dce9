#!/usr/bin/env bash
# Builds the folder that runs borang on Windows without installing anything, from wheels and an embeddable Python that the releaser gives.
#
#   windows.sh python-3.12.8-embed-amd64.zip [FOLDER]     dist/borang-windows unless told otherwise; dist/borang-*.whl must be there (make wheel)
#
# PIP_ARGS: more for pip, as "--no-index --find-links wheels".
set -euo pipefail
shopt -s nullglob
cd "$(dirname "${BASH_SOURCE[0]}")/.."
embed="${1:?Sebut berkas embeddable Python (python-3.*-embed-amd64.zip).}"
folder="${2:-dist/borang-windows}"
python="${PYTHON:-.venv/bin/python}"
wheels=(dist/borang-*.whl)
[ "${#wheels[@]}" -eq 1 ] || { echo "Perlu tepat satu dist/borang-*.whl; jalankan: make wheel" >&2; exit 1; }
read -ra more <<<"${PIP_ARGS:-}"

half="$folder.setengah"
rm -rf "$half"
mkdir -p "$half/python" "$half/lib"
trap 'rm -rf "$half"' EXIT
"$python" -m zipfile -e "$embed" "$half/python"
paths=("$half"/python/python3*._pth)
[ "${#paths[@]}" -eq 1 ] || { echo "$embed bukan embeddable Python: tidak ada python3*._pth di dalamnya." >&2; exit 1; }
name="$(basename "${paths[0]}" ._pth)"
version="3.${name#python3}"
printf '..\\lib\r\n' >>"${paths[0]}"  # the only places that this Python looks in

echo "Memasang pustaka Windows untuk Python $version"
"$python" -m pip install --quiet --disable-pip-version-check --no-compile --target "$half/lib" \
    --platform win_amd64 --implementation cp --python-version "$version" --only-binary=:all: \
    -c requirements.lock ${more[@]+"${more[@]}"} "${wheels[0]}[layanan,statistik]"
for file in scripts/windows/*.cmd scripts/windows/BACA-SAYA.txt; do
    sed 's/$/\r/' "$file" >"$half/$(basename "$file")"  # cmd.exe loses its labels in files with bare line ends
done
rm -rf "$folder"
mv "$half" "$folder"
trap - EXIT
echo "-> $folder"
