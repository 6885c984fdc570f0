#!/bin/sh
# A virtual environment with Python 3.11 or newer.
# In: the machine.  Out: the folder $1; else a sentence that says what to install, and status 1.
#
#   sh tools/setup_venv.sh .venv [PYTHON]
set -eu
folder=$1
wanted=${2:-}

fits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
        >/dev/null 2>&1 && return 0
    # The lists may be old or missing.
    apt-get update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null
}

if [ -x "$folder/bin/python" ] && fits "$folder/bin/python" && [ -x "$folder/bin/pip" ]; then
    exit 0
fi

python=
for name in $wanted python3 python3.14 python3.13 python3.12 python3.11; do
    if fits "$name"; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "kb needs Python 3.11 or newer, and none was found (looked for: $wanted python3" \
        "python3.14 python3.13 python3.12 python3.11)." >&2
    exit 1
fi

# Debian keeps `ensurepip` in a package of its own: without it a virtual environment has no pip.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" || apt_install python3-venv || {
        echo "$python cannot make virtual environments. On Debian or Ubuntu install them with:" \
            "sudo apt-get install python$version-venv" >&2
        exit 1
    }
fi
"$python" -m venv --clear "$folder"
