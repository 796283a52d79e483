import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QT_FREE = [
    "capture",
    "protocol",
    "catalog",
    "calls",
    "checks",
    "profiles",
    "reading",
    "privacy",
    "export",
    "report",
    "replay",
    "mock",
    "scenarios",
]


def run(*command: object, **options) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, encoding="utf-8", check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The wheel unpacked by pip into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def test_nothing_but_hisight_goes_into_site_packages(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"hisight"}


def test_the_wheel_holds_catalog_icons_font_and_addon(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "resources/catalog/changshu/v1/interface.toml",
        "resources/icons/hisight.svg",
        "resources/mock/records.toml",
        "resources/scenarios/register.toml",
        "addons/his_capture.py",
        "addons/his_exchange.py",
        "addons/his_gateway.py",
        "addons/his_intercept.py",
        "addons/his_rules.py",
        "addons/his_wire.py",
        "addons/his_wsdl.py",
        "capture/dictionary-1.txt",
    ):
        assert f"hisight/{name}" in names
    assert any(name.endswith(".otf") for name in names)


def test_the_installed_wheel_runs_from_another_folder(installed, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(installed), "LANG": "C", "PYTHONUTF8": "1"}
    where = "import hisight; print(hisight.__file__)"
    assert run(sys.executable, "-c", where, cwd=tmp_path, env=environment).startswith(str(installed))
    listed = run(sys.executable, "-m", "hisight", "catalog", "2005", cwd=tmp_path, env=environment)
    assert "LockReg" in listed
    shown = run(sys.executable, "-m", "hisight", "demo", "--headless", "--calls", "3", cwd=tmp_path, env=environment)
    assert "NetTest" in shown


def test_the_core_runs_without_qt_and_without_mitmproxy(installed, tmp_path):
    block = "import sys\nfor name in ('PySide6', 'shiboken6', 'mitmproxy'): sys.modules[name] = None\n"
    imports = "".join(f"import hisight.{name}\n" for name in QT_FREE)
    program = block + imports + "import sys; sys.argv = ['hisight', 'inspect', '-', '--fun-code', '1001']\n"
    program += "from hisight.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(installed), "LANG": "C", "PYTHONUTF8": "1"}
    assert "missing-required" in run(
        sys.executable,
        "-c",
        program.replace("'1001'", "'1001', '--json'"),
        input="<REQ/>",
        cwd=tmp_path,
        env=environment,
    )
