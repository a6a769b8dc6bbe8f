"""Builds the virtual environment of a checkout; called by `setup.sh` with the stamp to leave when done.

Two runs at once wait for each other, and a run that was killed leaves no stamp, so the next one finishes
the work. An environment that works is brought up to the lock; one that does not is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "kam-stamp"
PACKAGES_STAMP = VENV / "kam-packages"


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the set-up's lock; the system frees it when its holder ends, however that happens."""
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def works() -> bool:
    """Whether the environment belongs to this place and has a Python that can install."""
    probe = "import pip, sys; assert (3, 11) <= sys.version_info < (3, 14); print(sys.prefix)"
    try:
        answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and Path(answer.stdout.strip()).resolve() == VENV.resolve()


def install_packages() -> None:
    """Bring the environment up to the lock: pinned, hashed, wheels only, bytecode stored."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if works():
        if PACKAGES_STAMP.exists() and PACKAGES_STAMP.read_text() == wanted:
            return
    else:
        print("Making the virtual environment", file=sys.stderr)
        venv.create(VENV, with_pip=True, clear=True, symlinks=True)
    print("Installing the packages of requirements-dev.lock (once)", file=sys.stderr)
    promises = ["--require-hashes", "--only-binary=:all:", "--compile"]
    manners = ["--no-input", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    command = [str(PYTHON), "-m", "pip", "install", *promises, *manners, "-r", str(LOCK)]
    subprocess.run(command, check=True, stdout=sys.stderr)
    PACKAGES_STAMP.write_text(wanted)


# What Qt asks of a Debian or Ubuntu, the last line for a window on the invisible screen of the tests.
WINDOW_PACKAGES = [
    "libgl1",
    "libegl1",
    "libglib2.0-0",
    "libfontconfig1",
    "libdbus-1-3",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libcups2",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "xvfb",
    "xauth",
]


def provide_window() -> None:
    """Install what the window needs of the system, as root; otherwise name the one line to type.

    The command line works without it, so that a missing library is no failure of the set-up.
    """
    probe = (
        "import PySide6.QtGui, PySide6.QtNetwork, PySide6.QtSvg, PySide6.QtWidgets, PySide6.QtPrintSupport"
    )
    loads = subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0
    if not sys.platform.startswith("linux") or (loads and _has_plugin_libraries() and which("Xvfb")):
        return
    if which("apt-get") is None:
        print("kam's window needs the libraries of Qt's xcb platform; see README.md.", file=sys.stderr)
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(WINDOW_PACKAGES)}"
    if os.geteuid() != 0:
        print(f"For the window and its tests type once:\n    sudo {line}", file=sys.stderr)
        return
    print("Installing what the window needs of the system (once)", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], line.split()):
        subprocess.run(command, check=True, stdout=sys.stderr, env=environment)


def _has_plugin_libraries() -> bool:
    """Whether everything that Qt's platform for X asks for is there; it loads when a window opens."""
    probe = "import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent)"
    found = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=True).stdout.strip()
    plugin = Path(found, "Qt", "plugins", "platforms", "libqxcb.so")
    answer = subprocess.run(["ldd", plugin], capture_output=True, text=True, check=False)
    return "not found" not in answer.stdout


def join_checkout() -> None:
    """Let the environment import kam from this checkout."""
    probe = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=True)
    Path(answer.stdout.strip(), "kam-checkout.pth").write_text(f"{ROOT}\n")


def main() -> int:
    """Do what is missing; 0 when the checkout is ready."""
    stamp = sys.argv[1] + "\n"
    with only_one():
        if STAMP.exists() and STAMP.read_text() == stamp and works():
            return 0  # somebody else did it while we waited
        try:
            install_packages()
            provide_window()
            join_checkout()
            catalogues = ROOT / "scripts" / "catalogues.py"
            subprocess.run([PYTHON, catalogues, "compile"], check=True)
            # Where Python may not write byte code as it runs, every start would compile kam anew.
            subprocess.run([PYTHON, "-m", "compileall", "-q", ROOT / "kam"], check=True)
        except subprocess.CalledProcessError as error:
            print(f"The set-up failed: {error}", file=sys.stderr)
            return 1
        draft = STAMP.with_suffix(".new")
        draft.write_text(stamp)
        draft.replace(STAMP)
    return 0


if __name__ == "__main__":
    sys.exit(main())
