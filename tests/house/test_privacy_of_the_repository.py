import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The published text prints these in its samples, and the catalog keeps samples verbatim.
PUBLISHED = ROOT / "resources" / "catalog"


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if listed.returncode:
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file() and ".venv" not in path.parts and ".git" not in path.parts
        ]
    return [ROOT / name for name in listed.stdout.splitlines()]


def texts() -> list[tuple[Path, str]]:
    kinds = {".py", ".md", ".toml", ".txt", ".svg", ".html", ".json", ""}
    return [(path, path.read_text("utf-8")) for path in tracked() if path.suffix in kinds and path.is_file()]


def test_no_id_number_or_phone_of_a_person_stands_in_the_repository():
    id_number = re.compile(r"(?<![\w.])(?!000000)\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\w)")
    phone = re.compile(r"(?<![\w.+])(?!100)1[3-9]\d{9}(?![\w.])")
    for path, text in texts():
        if path.is_relative_to(PUBLISHED) or path.name == "vectors.py" or "privacy" in path.parts:
            continue
        assert not id_number.findall(text), path
        assert not phone.findall(text), path


def test_no_registry_address_and_no_path_of_a_machine_stands_in_the_repository():
    # Put together here so that this file does not hold what it looks for.
    bad = re.compile(
        "|".join(["pypi" + r"\.org", "files.python" + "hosted", r"(?<![\w.])/(?:ho" + r"me|ro" + r"ot)/\w"])
    )
    for path, text in texts():
        assert not bad.findall(text), path
