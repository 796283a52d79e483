"""What all checks of one answer cost: `python tests/benchmarks/checking.py`.

The measure is the work that comes before them anyway: parsing the same payload and walking it once. The best of many rounds
counts, the two taken in turns, because the machine has other things to do.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.checks.conftest import good_xml

from hisight.catalog import Function, published
from hisight.checks import Subject, all_rules, check
from hisight.protocol import Scheme, document
from hisight.reading import Reader

SIZE = 50 * 1024
ROUNDS = 200


def answer(function: Function) -> str:
    """A conforming answer of about `SIZE` characters: its first list is as long as that takes."""
    catalog, tree = published(), function.response.tree
    whole = good_xml(catalog, tree)
    entry = next(node for node in tree.children if node.field and node.field.list)
    one = good_xml(catalog, entry)
    times = (SIZE - len(whole)) // len(one)
    return whole.replace(one, one * times).replace("<COUNT>1</COUNT>", f"<COUNT>{times}</COUNT>")


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes this once."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Print a line for each of three functions with long answers."""
    catalog = published()
    print(f"{len(all_rules())} rules   parse and walk   all checks   ratio")
    for code in ("2001", "2003", "2012"):
        function = catalog.function(code)
        assert function is not None
        text = answer(function)
        reading = Reader(catalog, scheme=Scheme()).read_alone("response", text.encode(), fun_code=code)
        message = reading.subjects[0].message
        rounds = [
            (
                milliseconds(lambda text=text: list(document.read(text).root.walk())),
                milliseconds(lambda m=message, r=reading: check(Subject(r.call, m, catalog, r.function))),
            )
            for _ in range(ROUNDS)
        ]
        parse, checks = (min(column) for column in zip(*rounds, strict=True))
        print(f"{function.label:20} {parse:9.2f} ms {checks:9.2f} ms {checks / parse:7.2f}")


if __name__ == "__main__":
    main()
