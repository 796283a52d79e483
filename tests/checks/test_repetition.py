from hisight.calls import Call
from hisight.checks import Subject
from hisight.checks.repetition import first_of_each
from hisight.protocol import Scheme, open_message

BODY = b"<RES><COUNT>2</COUNT><DEPT_LIST><DESC>a</DESC></DEPT_LIST><DEPT_LIST><DESC>b</DESC></DEPT_LIST></RES>"


def told(catalog, code: str) -> list[tuple[str, str, int]]:
    message = open_message("response", BODY, lambda _: Scheme())
    subject = Subject(Call(None, None, message, code), message, catalog, catalog.function(code))
    return list(
        first_of_each(subject, [node for node in message.document.root.walk() if node.name in ("DESC", "COUNT")])
    )


def test_each_field_is_told_once_with_its_first_place_and_how_often(catalog):
    assert told(catalog, "2001") == [("RES/COUNT", "COUNT", 1), ("RES/DEPT_LIST[1]/DESC", "DESC", 2)]


def test_without_a_catalog_the_place_is_the_root(catalog):
    assert told(catalog, "nothing") == [("RES", "COUNT", 1), ("RES", "DESC", 2)]
