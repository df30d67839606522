#!/bin/sh
# Makes .venv with the workbook in it. `set-up.sh test` adds what the tests need.
# Each thing that can be missing is said in one line, with the cure.
set -eu

extras="${1:-}"
stamp=".venv/.workbook-${extras:-start}"

say_and_stop() {
  echo "workbook: $1" >&2
  exit 1
}

if [ -f "$stamp" ] && [ "$stamp" -nt pyproject.toml ] && [ "$stamp" -nt constraints.txt ]; then
  exit 0
fi

python=""
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
  if command -v "$name" >/dev/null 2>&1 &&
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python="$name"
    break
  fi
done
[ -n "$python" ] || say_and_stop \
  "Python 3.11 or newer was not found. Install it from python.org or your system's packages, then run make again."

"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || say_and_stop \
  "this Python cannot make environments (venv is missing). On Debian or Ubuntu: apt install python3-venv; then run make again."

log="$(mktemp)"
trap 'rm -f "$log"' EXIT

[ -x .venv/bin/python ] || "$python" -m venv .venv >"$log" 2>&1 || say_and_stop \
  "the folder .venv could not be made: $(tail -n 1 "$log")"

echo "Installing the workbook (once; a minute or two) ..."
target="."
[ -z "$extras" ] || target=".[$extras]"
if ! .venv/bin/python -m pip install --disable-pip-version-check --quiet \
  --constraint constraints.txt --editable "$target" >"$log" 2>&1; then
  if grep -Eiq 'connection|resolve|network|timed out|no matching distribution' "$log"; then
    say_and_stop "the parts it needs could not be fetched. Connect to the internet for the first start (later ones need none), then run make again."
  fi
  say_and_stop "installing failed: $(grep -v '^WARNING' "$log" | tail -n 1)"
fi
touch "$stamp"
echo "Installed."
