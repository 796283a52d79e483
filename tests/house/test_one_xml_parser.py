import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONLY_HERE = ROOT / "app" / "hisight" / "protocol" / "xml.py"
PARSERS = ("lxml", "xml", "html.parser", "xmltodict", "defusedxml", "bs4", "zeep", "suds")


def sources() -> list[Path]:
    return [*(ROOT / "app").rglob("*.py"), *(ROOT / "addons").rglob("*.py"), *ROOT.glob("*.py")]


def imported(source: Path) -> set[str]:
    """Every module that `source` imports, at any place in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nobody_but_our_parser_imports_one():
    for source in sources():
        parsers = {name for name in imported(source) if any(f"{name}.".startswith(f"{one}.") for one in PARSERS)}
        parsers = {name for name in parsers if not name.startswith("xml.sax.saxutils")}  # that only writes
        assert source == ONLY_HERE or not parsers, f"{source}: {parsers}; use hisight.protocol.xml"
    assert imported(ONLY_HERE) & {"lxml.etree"}


def test_no_parser_is_loaded_by_name():
    for source in sources():
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
                assert not any(one in ast.unparse(node) for one in ("lxml", "etree", "expat")), source


def test_our_parser_is_made_in_one_place_and_hardened():
    tree = ast.parse(ONLY_HERE.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if ast.unparse(call.func).endswith("Parser")]
    assert len(made) == 1
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in made[0].keywords}
    for switch in ("resolve_entities", "load_dtd", "huge_tree"):
        assert given[switch] == "False"
    assert given["no_network"] == "True"
    # Whatever parses names this parser: lxml's default one has other limits in each version.
    parsing = [call for call in calls if ast.unparse(call.func) in ("etree.fromstring", "etree.XML", "etree.parse")]
    assert parsing
    assert all(len(call.args) == 2 and ast.unparse(call.args[1]).startswith("_parser(") for call in parsing)
