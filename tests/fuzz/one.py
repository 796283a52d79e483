"""One driver under atheris: `python tests/fuzz/one.py DRIVER [options of libFuzzer] [folders of seeds]`; see run.py."""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


def main() -> None:
    """Fuzz the driver that the first argument names."""
    import atheris

    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["hisight"]):
        driver = importlib.import_module(f"tests.fuzz.drivers.{name}")
    atheris.Setup(sys.argv, driver.read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
