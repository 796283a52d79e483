import pytest

from hisight import wording
from hisight.capture import Exchange
from hisight.export.bug_report import bug_report
from hisight.protocol import Key, Scheme, compose_root
from hisight.reading import Reader

SCHEME = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
OTHER = Scheme("none", "sorted-query-key", (Key.from_text("FEDCBA9876543210"),))


@pytest.fixture
def report(catalog):
    """The report on a registration of an invented patient, whose answer is signed by `scheme`."""

    def build(scheme: Scheme = SCHEME, patient: str = "李一诺", code: str = "1002") -> str:
        xml = f"<REQ><NAME>{patient}</NAME><SEX>9</SEX><MOBILE>10052319252</MOBILE></REQ>"
        asked = compose_root("request", {"FUN_CODE": code, "USER_ID": "u"}, xml, SCHEME)
        said = {"RETURN_CODE": "1", "RETURN_MSG": f"患者{patient}（10052319252）不存在"}
        exchange = Exchange(
            b"POST /his HTTP/1.1\r\n\r\n",
            asked.encode(),
            b"HTTP/1.1 200 OK\r\n\r\n",
            compose_root("response", said, "", scheme).encode(),
            url="http://his.example/his",
            started=1_700_000_000.0,
        )
        reader = Reader(catalog, scheme=SCHEME)
        return bug_report(reader.read(exchange), reader.catalog)

    return build


def test_it_says_what_is_wrong_where_and_what_to_do(report):
    text = report()
    assert text.startswith("1002 CreatePat 用户信息注册接口\n")
    assert "FLD013 request REQ/SEX:" in text
    assert "URL: http://his.example/his" in text
    assert "RETURN_CODE: 1 " in text


def test_no_value_about_the_patient_is_in_it(report):
    text = report()
    assert "李一诺" not in text
    assert "10052319252" not in text
    assert "replaced by invented ones" in text


def test_a_wrong_signature_comes_with_both_digests(report):
    text = report(OTHER)
    assert "Signature (answer): invalid, sorted-query-key" in text
    assert "expected" in text
    assert "expected" not in report()


def test_it_speaks_chinese(report):
    wording.use("zh")
    assert "问题:" in report()


def test_an_unknown_function_and_a_body_alone(catalog):
    reader = Reader(catalog)
    text = bug_report(reader.read_alone("response", b"<html/>"), catalog)
    assert "URL" not in text
    assert "Signature" not in text


def test_one_mistake_in_a_list_is_told_once(catalog):
    department = "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPARTNAME>内科</DEPARTNAME></DEPT_LIST>"
    reading = Reader(catalog).read_alone(
        "response", f"<RES><COUNT>2</COUNT>{department * 2}</RES>".encode(), fun_code="2001"
    )
    assert "RES/DEPT_LIST[1]/DEPARTNAME and 1 more: " in bug_report(reading, catalog)
