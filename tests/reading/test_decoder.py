import shutil
from pathlib import Path

import pytest

from hisight import paths
from hisight.reading import decoder

PACKAGE = Path(decoder.__file__).parents[1]


@pytest.fixture
def copied(tmp_path):
    """A copy of what makes a reading, and of what does not."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "hisight", ignore=ignored)
    shutil.copytree(paths.resources() / "catalog", tmp_path / "catalog")
    return tmp_path / "hisight", tmp_path / "catalog"


def test_the_same_sources_are_the_same_decoder_wherever_they_lie(copied):
    assert decoder.of(*copied) == decoder.fingerprint()
    assert len(decoder.fingerprint()) == 16


def test_every_part_of_the_decoder_and_its_catalog_count_and_nothing_else(copied):
    package, catalog = copied
    before = {decoder.of(package, catalog)}
    (package / "gui" / "app.py").write_text("# another window", "utf-8")
    assert decoder.of(package, catalog) in before
    changed = [
        part if part.is_file() else next(part.rglob("*.py")) for part in (package / one for one in decoder.PARTS)
    ]
    for file in (*changed, next(catalog.rglob("*.toml"))):
        file.write_text(f"{file.read_text('utf-8')}\n# otherwise\n", "utf-8")
        assert decoder.of(package, catalog) not in before
        before.add(decoder.of(package, catalog))


def test_a_new_file_counts(copied):
    before = decoder.of(*copied)
    (copied[0] / "checks" / "rules" / "one_more.py").touch()
    assert decoder.of(*copied) != before
