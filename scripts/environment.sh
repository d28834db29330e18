# Sourced by scripts/test and scripts/demo: the virtual environment in .venv of the checkout.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$ROOT/.venv"
export HF_HUB_OFFLINE=1
export PIP_DISABLE_PIP_VERSION_CHECK=1

step() { printf '\n== %s\n' "$*"; }

stop() {
  printf '%s: %s\n' "scripts/$(basename "$0")" "$*" >&2
  exit 1
}

# Prints the first Python 3.11 or newer that can make a virtual environment with pip in it.
find_python() {
  local candidate found=""
  for candidate in python3.11 python3 python3.12 python3.13 python3.14; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    found=${found:-$candidate}
    "$candidate" -c 'import venv, ensurepip' 2>/dev/null || continue
    printf '%s\n' "$candidate"
    return
  done
  if [ -n "$found" ]; then
    found=$("$found" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    stop "$found cannot make virtual environments; install venv and pip for it (Debian: apt-get install $found-venv)."
  fi
  stop "Python 3.11 or newer is missing (Debian 12: apt-get install python3.11 python3.11-venv)."
}

make_venv() {
  "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && return
  local python
  python=$(find_python)
  step "Making a virtual environment in .venv with $("$python" --version)"
  "$python" -m venv --clear "$VENV" || stop "$python could not make $VENV; see above."
  "$VENV/bin/python" -m pip --version >/dev/null 2>&1 ||
    stop "pip is missing in the new virtual environment (Debian: apt-get install python3-pip python3.11-venv)."
}

# What an installation depends on: pyproject.toml and where the checkout stands.
fingerprint() {
  "$VENV/bin/python" -c \
    'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest(), sys.argv[2])' \
    "$ROOT/pyproject.toml" "$ROOT"
}

# prepare_environment EXTRA: makes .venv, and installs unless the same was installed before.
# EXTRA is "dev" or empty; what was installed with dev serves without it too.
prepare_environment() {
  local extra=$1 wanted stamp
  make_venv
  wanted=$(fingerprint)
  for stamp in "$VENV/.installed-dev" "$VENV/.installed${extra:+-$extra}"; do
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  done
  step "Installing disclosure-qa and its libraries into .venv (the first time a few minutes and 2 to 6 GB, see DEVELOPERS.md)"
  "$VENV/bin/python" -m pip install --quiet --quiet --no-input \
    ${DISCLOSURE_QA_WHEEL_INDEX:+--extra-index-url "$DISCLOSURE_QA_WHEEL_INDEX"} \
    --editable "$ROOT${extra:+[$extra]}" ||
    stop "pip could not install the libraries; see above."
  printf '%s\n' "$wanted" >"$VENV/.installed${extra:+-$extra}"
}
