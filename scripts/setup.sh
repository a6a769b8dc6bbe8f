# Makes a checkout ready; sourced by the other scripts, which then have $root and $venv.
#
# When nothing changed since the last time this costs a few milliseconds: a stamp of everything the
# set-up depends on lies in the virtual environment. Otherwise a Python 3.11-3.13 is found, what is
# missing of the system is installed (as root) or named in the one line to type, and setup.py does the rest.

root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
venv=$root/.venv

kam_fingerprint() {
    (
        cd "$root"
        pwd
        cat requirements-dev.lock pyproject.toml scripts/setup.py resources/locale/*/LC_MESSAGES/kam.po
    ) | cksum
}

# Install system packages as root, or print the line to type and stop. Never asks for more rights.
kam_provide() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "kam needs Python 3.11, 3.12 or 3.13 with its venv module; install it and run this again." >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ]; then
        echo "kam needs a system package. Type this line, then run the same command again:" >&2
        echo "    sudo apt-get update && sudo apt-get install -y $*" >&2
        exit 1
    fi
    echo "Installing $*" >&2
    {
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
    } >&2
}

# The first interpreter that passes a test, in $python.
kam_find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        "$python" -c "$1" >/dev/null 2>&1 && return 0
    done
    return 1
}

kam_set_up() {
    kam_version='import sys; assert (3, 11) <= sys.version_info < (3, 14)'
    kam_complete="$kam_version; import ensurepip, venv"
    if ! kam_find_python "$kam_complete"; then
        if kam_find_python "$kam_version"; then
            kam_provide "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        else
            kam_provide python3 python3-venv
        fi
        kam_find_python "$kam_complete" || {
            echo "kam needs Python 3.11, 3.12 or 3.13 with its venv module; this system offers none." >&2
            exit 1
        }
    fi
    "$python" "$root/scripts/setup.py" "$1" || exit 1
}

kam_wanted=$(kam_fingerprint)
if [ ! -x "$venv/bin/python" ] || [ "$(cat "$venv/kam-stamp" 2>/dev/null)" != "$kam_wanted" ]; then
    kam_set_up "$kam_wanted"
fi

# Start-up counts: without stored bytecode the program's own modules would be compiled at each start.
unset PYTHONDONTWRITEBYTECODE
