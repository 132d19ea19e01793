#!/bin/sh
# tools/install.sh runtime|development
#
# Installs what Samspel needs to run, or to be tested: Python packages from the hashed lock into .venv, system libraries
# and programs by apt. Does nothing, in well under a second, when all of it is there. Nothing outside .venv is touched
# but by apt; where apt may not be used, it stops and says which command to run. Uses the user's own settings of uv and
# pip (mirrors, certificates). PYTHON names another Python than python3.
set -eu
cd "$(dirname "$0")/.."
kind=${1:?runtime or development}
lock=requirements/$kind.txt

stop() {
    printf '\n%s\n' "$@" >&2
    exit 1
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

# The shared libraries that WeasyPrint opens, by the names that it opens them by.
has_libraries() {
    "$python" - <<'PYTHON' 2>/dev/null
import ctypes
for name in ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset"):
    ctypes.CDLL(f"lib{name}.so.0")
ctypes.CDLL("libfontconfig.so.1")
PYTHON
}

has_browser() {
    [ -n "${CHROMIUM:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome
}

can_make_venv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null
}

missing_packages() {
    has_libraries || printf 'libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig '
    if ! .venv/bin/python -c '' 2>/dev/null && ! command -v uv >/dev/null && ! can_make_venv; then
        printf 'python%s-venv ' "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    fi
    [ "$kind" = runtime ] && return
    if ! has_browser >/dev/null; then
        # Ubuntu has the browser as a snap, under another name.
        if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then printf 'chromium-browser '; else printf 'chromium '; fi
    fi
    command -v pdftoppm >/dev/null || printf 'poppler-utils '
    command -v git >/dev/null || printf 'git '
}

install_system() {
    packages=$(missing_packages)
    [ -n "$packages" ] || return 0
    install="apt-get install --yes --no-install-recommends $packages"
    command -v apt-get >/dev/null || stop "Samspel needs what these Debian packages hold: $packages" \
        "Install their like with this system's own package manager, then run the same command again."
    if [ "$(id -u)" = 0 ]; then as_root=''; elif sudo -n true 2>/dev/null; then as_root='sudo -n'; else
        stop "Samspel needs system packages that are not installed, and only an administrator may install them. Run:" \
            "    sudo apt-get update && sudo $install" "then the same command again."
    fi
    echo "Installing: $packages"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # words of a command
    {
        $as_root apt-get update -qq || stop "apt-get update failed."
        $as_root $install >/dev/null || stop "This command failed:" "    $as_root $install"
    }
    still=$(missing_packages)
    [ -z "$still" ] || stop "Still missing after the installation: $still"
}

make_venv() {
    .venv/bin/python -c '' 2>/dev/null && return
    rm -rf .venv
    { command -v uv >/dev/null && uv venv --quiet --python "$python" .venv; } || "$python" -m venv .venv
}

install_by_uv() {
    command -v uv >/dev/null || return 1
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" &&
        uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
}

install_by_pip() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null ||
        stop "There is no pip in .venv, and this Python cannot make one. Delete .venv and run the same command again."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
}

fingerprint() {
    cat "$1" pyproject.toml tools/install.sh | sha256sum | cut -c1-64
}

# Whether .venv holds the packages of this kind, in a place from which it was not moved since.
is_installed() {
    [ "$(cat ".venv/installed-$1" 2>/dev/null)" = "$(fingerprint "requirements/$1.txt") $PWD" ] &&
        .venv/bin/python -c '' 2>/dev/null
}

python=$(find_python)
[ -n "$python" ] || stop "Samspel needs Python 3.11 or newer. Install it (Debian, Ubuntu: sudo apt-get install python3)," \
    "or name one: make … PYTHON=/path/to/python3"
install_system
is_installed development && exit
[ "$kind" = runtime ] && is_installed runtime && exit
echo "Installing Python packages from $lock"
make_venv
install_by_uv || install_by_pip || stop "The Python packages could not be installed. What pip said stands above."
echo "$(fingerprint "$lock") $PWD" >".venv/installed-$kind"
