"""Everything on a fresh machine, with nothing but Python 3.11 or newer:

    python run.py demo      makes .venv, installs HISight and runs its demo
    python run.py test      the same, and runs all tests and checks
    python run.py ...       the same, and runs `hisight ...`

The environment is made once and renewed when pyproject.toml or constraints.txt change.
"""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
}


def main() -> int:
    """Run the command that the arguments name; returns its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything is installed
        return complain(f"HISight needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    arguments = sys.argv[1:] or ["demo"]
    if arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    for step in (provide_qt_libraries, make_environment):
        if complaint := step(for_tests=arguments[0] == "test"):
            return complain(complaint)
    if arguments[0] == "test":
        return run_checks(arguments[1:])
    return subprocess.call([PYTHON, "-m", "hisight", *arguments])


def provide_qt_libraries(*, for_tests: bool) -> str:
    """Qt draws through system libraries that a bare Linux lacks. Returns a complaint, or nothing."""
    if not sys.platform.startswith("linux"):
        return ""
    missing = [package for library, package in QT_LIBRARIES.items() if not ctypes.util.find_library(library)]
    if not missing:
        return ""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing what Qt needs: {' '.join(missing)}", flush=True)
        subprocess.call(["apt-get", "update", "-q"], stdout=subprocess.DEVNULL)  # noqa: S607
        if subprocess.call(install, stdout=subprocess.DEVNULL) == 0:
            return ""
    elif not for_tests:
        print(f"The window needs libraries that are not here; as root: {' '.join(install)}", flush=True)
        return ""
    return f"Qt needs libraries that are not here. As root run: {' '.join(install)}"


def make_environment(*, for_tests: bool) -> str:
    """Make or renew .venv. Returns a complaint, or nothing."""
    wanted = "dev" if for_tests else "run"
    files = b"".join((HERE / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    digest = hashlib.sha256(files).hexdigest()
    stamp = VENV / "hisight-installed"
    done = stamp.read_text().split() if stamp.exists() else []
    if PYTHON.exists() and done[:1] == [digest] and wanted in done:
        return ""
    if not PYTHON.exists():
        print("Making the environment in .venv ...", flush=True)
        if subprocess.call([sys.executable, "-m", "venv", VENV]) != 0:
            return "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv."
    print("Installing HISight; the first time this takes a minute or two ...", flush=True)
    target = f"{HERE}[dev]" if for_tests else str(HERE)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*pip, "--constraint", HERE / "constraints.txt", "--editable", target]) != 0:
        return "The installation failed; the lines above say why."
    stamp.write_text(f"{digest} run {wanted}")
    return ""


def run_checks(pytest_arguments: list[str]) -> int:
    """Run the tests, then the style, type and layer checks; all of them, even when one fails."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}",
    }
    checks = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [PYTHON.with_name("lint-imports")],
        [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *pytest_arguments],
    ]
    codes = [subprocess.call(check, cwd=HERE, env=environment) for check in checks]
    return max(codes)


def complain(reason: str) -> int:
    """Say what stands in the way; returns the exit code for it."""
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
