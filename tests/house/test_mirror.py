from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "app" / "hisight"


def sources() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if not path.name.startswith("__")] + list(
        (ROOT / "addons").glob("*.py")
    )


def test_every_source_file_has_a_test_file_with_the_mirrored_name():
    for source in sources():
        base = PACKAGE if source.is_relative_to(PACKAGE) else ROOT
        mirrored = ROOT / "tests" / source.relative_to(base).with_name(f"test_{source.name}")
        assert mirrored.is_file(), f"{mirrored.relative_to(ROOT)} is missing"


def test_no_module_outgrows_its_seams():
    for source in sources():
        assert len(source.read_text("utf-8").splitlines()) <= 300, source
