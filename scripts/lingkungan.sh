#!/usr/bin/env bash
# Makes the virtual environment and fills it, saying what it does: the first time it takes minutes.
#
#   lingkungan.sh buat PYTHON FOLDER     a new environment in place of a half-made one; nothing is left of one that cannot be made
#   lingkungan.sh isi FOLDER LOCK        the packages of a lock file, and borang itself
set -euo pipefail

create() {
    local python="$1" folder="$2"
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Perlu Python 3.11 atau lebih baru; yang ditemukan: $("$python" --version 2>&1)." >&2
        exit 1
    fi
    echo "Menyiapkan lingkungan Python di $folder"
    rm -rf "$folder"
    trap 'rm -rf "$folder"' EXIT
    if ! "$python" -m venv "$folder" >"$log" 2>&1; then
        tail -n 3 "$log" >&2
        echo "Lingkungan Python tidak dapat dibuat. Pasang dahulu yang disebut belum terpasang di atas, lalu ulangi." >&2
        exit 1
    fi
    trap - EXIT
}

fill() {
    local folder="$1" lock="$2"
    local pip=("$folder/bin/python" -m pip --disable-pip-version-check --no-input)
    local wanted builder
    mapfile -t builder < <(grep -E '^(setuptools|wheel)==' requirements-dev.lock)
    wanted="$(cat requirements.lock "$lock" | sort -u | grep -c '==' || true)"
    echo "Memasang $wanted pustaka Python dari $lock (sekali saja, beberapa menit)"
    if ! "${pip[@]}" install --progress-bar off -r "$lock" "${builder[@]}" 2>"$log" | progress "$wanted"; then
        tail -n 5 "$log" >&2
        echo "Pustaka Python tidak terpasang. Periksa sambungan ke internet, lalu ulangi." >&2
        exit 1
    fi
    "${pip[@]}" --quiet install --no-deps --no-build-isolation --editable .
}

# Says which package is being fetched, and when they are being installed, which is the longer silence.
progress() {
    awk -v wanted="$1" '
        /^Collecting |^Processing |^Requirement already satisfied: / { seen++; if (seen % 10 == 0) { print "  " seen " dari " wanted; fflush() } }
        /^Installing collected packages/ { print "  memasang ..."; fflush() }
    '
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
log="$(mktemp)"
case "$1" in
    buat) create "$2" "$3" ;;
    isi) fill "$2" "$3" ;;
esac
rm -f "$log"
