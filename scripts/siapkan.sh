#!/usr/bin/env bash
# Puts in place what pip cannot: Pango for WeasyPrint and Python's venv module; for the tests LibreOffice, poppler-utils, fontconfig, Chromium, PostgreSQL too.
# Does nothing, and asks no network, where all of it is there. What stays missing is named, and the rest goes on.
#
#   siapkan.sh [PYTHON] [pakai|uji|sahkan]     what borang runs on; also what its tests need (the default); also Node.js for `make validate`
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"
python="${1:-python3}"
purpose="${2:-uji}"

has_command() { command -v "$1" >/dev/null 2>&1; }
has_library() { [[ "$(ldconfig -p 2>/dev/null)" == *"$1"* ]]; }
has_package() { dpkg-query -W -f='${Status}\n' "$@" 2>/dev/null | grep -q 'ok installed'; }

missing=() tests=()
want() { missing+=("$@"); }
want_for_tests() { if [ "$purpose" != pakai ]; then want "$@"; else tests+=("$@"); fi; }

has_library libpango-1.0.so.0 || want libpango-1.0-0
has_library libpangoft2-1.0.so.0 || want libpangoft2-1.0-0
has_library libharfbuzz-subset.so.0 || want libharfbuzz-subset0
if ! has_command "$python"; then
    want python3 python3-venv
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    want "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi
has_command fc-list || want_for_tests fontconfig
has_command pdftotext || want_for_tests poppler-utils
has_command curl || want_for_tests curl  # the examples of docs/api.md are run
has_command chromium || want_for_tests chromium
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want_for_tests postgresql
has_library libatomic.so.1 || want_for_tests libatomic1  # of the driver that Playwright brings along
has_command soffice || want_for_tests libreoffice-writer-nogui libreoffice-calc-nogui
if has_command soffice && has_command dpkg-query; then
    has_package libreoffice-writer libreoffice-writer-nogui || want_for_tests libreoffice-writer-nogui
    has_package libreoffice-calc libreoffice-calc-nogui || want_for_tests libreoffice-calc-nogui
fi
if [ "$purpose" = sahkan ]; then
    has_command npm || want npm
fi

[ "${#missing[@]}" -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
fi

consequence="Tanpa paket itu PDF tidak dapat dibuat; Word dan Excel tetap dapat."
[ "$purpose" = uji ] && consequence="Tanpa paket itu sebagian uji gagal."
[[ "${missing[*]}" == *-venv* ]] && consequence="Tanpa paket itu borang belum dapat disiapkan."

log="$(mktemp)"
trap 'rm -f "$log"' EXIT

install_missing() {
    has_command apt-get || return 1
    [ "${#as_root[@]}" -eq 0 ] || has_command sudo || return 1
    echo "  mengambil daftar paket ..."
    "${as_root[@]}" apt-get update -qq >"$log" 2>&1 || true
    echo "  mengunduh dan memasang (sekali saja, beberapa menit) ..."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$log" 2>&1
}

echo "Memasang paket sistem: ${missing[*]}"
if ! install_missing; then
    tail -n 5 "$log" >&2
    everything=("${missing[@]}" "${tests[@]}")
    echo "Belum terpasang: ${everything[*]}" >&2
    echo "Pasang sendiri: sudo apt-get install ${everything[*]}" >&2
    [ "${#tests[@]}" -eq 0 ] || echo "Yang diperlukan hanya oleh make test: ${tests[*]}" >&2
    echo "$consequence" >&2
fi
