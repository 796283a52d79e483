import pytest
from tests.checks.rules.conftest import answer, root

from hisight.protocol import Key, Scheme, compose_root
from hisight.reading import Reader

REQUEST = "<REQ><HOSPITAL_ID>{}</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_mojibake_is_found_with_what_was_meant(findings, only):
    assert findings("1001", "request", REQUEST.format("内科门诊")) == []
    finding = only("1001", "request", REQUEST.format("鍐呯\ue756闂ㄨ瘖"))
    assert (finding.code, finding.name, finding.path) == ("CHR003", "mojibake", "REQ/HOSPITAL_ID")
    assert "for “内科门诊”: UTF-8 was read as GBK; all of it can be recovered." in finding.message.en


def test_one_misreading_is_one_finding_however_many_values_it_spoils(only, good_payload):
    payload = (
        good_payload("2001", "response").replace("<DEPT_NAME>1", "<DEPT_NAME>鍖婚櫌").replace("<DESC>1", "<DESC>鍖婚櫌")
    )
    finding = only("2001", "response", payload)
    assert finding.path == "RES/DEPT_LIST[1]/DEPT_NAME"
    assert finding.message.en.endswith("And 1 more.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("????", "4 characters are lost and cannot be recovered"),
        ("锟斤拷锟斤拷", "about 2 characters are lost and cannot be recovered"),
        ("示例市\ufffd示例区", "1 character is lost, the rest can be recovered"),
        ("ÃŠÂ¾Ã€Ã½", "for “示例”: GBK was read as Latin-1, and then UTF-8 was read as windows-1252; all of it"),
    ],
)
def test_it_says_how_much_is_lost(only, text, words):
    assert words in only("1001", "request", REQUEST.format(text)).message.en


def test_the_hint_names_the_side_where_it_happened(only, findings):
    assert "database connection" in only("1001", "request", REQUEST.format("????")).hint.en
    scheme = Scheme("aes-128-ecb", keys=(Key.from_text("0123456789ABCDEF"),))
    payload = REQUEST.format("鍖婚櫌")
    sealed = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, payload, scheme)
    (finding,) = findings("1001", "request", sealed, scheme)
    assert finding.hint.en.startswith("It stands so inside the ciphertext")
    assert "请平台检查数据库连接" in finding.hint.zh


def test_bytes_of_two_charsets_are_told_once(catalog):
    body = "<REQ><HOSPITAL_ID>示例医院</HOSPITAL_ID><IP>".encode() + "内科门诊".encode("gbk") + b"</IP></REQ>"
    found = Reader(catalog, scheme=Scheme()).read_alone("request", body, fun_code="1001").findings
    assert "two charsets in one text" in next(one for one in found if one.name == "charset-mismatch").message.en
    assert "mojibake" not in {one.name for one in found}


def test_a_charset_that_the_user_chose_is_nobodys_mistake(catalog):
    body = REQUEST.format("医院").encode("gbk")
    reader = Reader(catalog, scheme=Scheme())
    assert reader.read_alone("request", body, fun_code="1001", charset="latin-1").findings == ()


def test_escapes_over_a_misreading_are_two_findings(findings):
    text = "".join(f"\\u{ord(one):04x}" for one in "鍖婚櫌鍐呯\ue756")
    found = findings("1001", "request", REQUEST.format(text))
    assert [one.name for one in found if one.name != "too-long"] == ["mojibake", "unicode-escapes"]
    assert "for “医院内科”: UTF-8 was read as GBK, and then the characters were written as" in found[0].message.en


def test_a_message_of_the_his_is_looked_at_too(only):
    assert only("1001", "response", answer(RETURN_MSG="ÄÚ¿Æ")).path == "ROOT/RETURN_MSG"


def test_a_function_that_nobody_knows_has_values_all_the_same(findings):
    found = findings("7777", "request", "<REQ><A><B>鍖婚櫌</B><B/></A></REQ>")
    assert [(one.name, one.path) for one in found] == [("mojibake", "REQ/A/B[1]")]


def test_a_long_value_is_shortened(only):
    assert "…" in only("1001", "response", answer(RETURN_MSG="å†…ç§‘é—¨è¯Š" * 9)).message.en


def test_bytes_that_arrive_broken_are_another_rule(catalog):
    body = root(USER_ID="医院科室").encode("utf-8").replace("室".encode(), b"\xff\xff")
    found = Reader(catalog, scheme=Scheme()).read_alone("request", body, fun_code="1001").findings
    assert [one.name for one in found] == ["charset-mismatch"]


def test_rare_but_good_characters_pass(findings):
    assert findings("1001", "request", REQUEST.format("朱镕㎡")) == []


def test_a_hundred_values_are_explained_and_no_more(findings):
    values = "".join(f"<DEPT_LIST><DEPT_NAME>鍖婚櫌{number}</DEPT_NAME></DEPT_LIST>" for number in range(150))
    found = [one for one in findings("2001", "response", f"<RES>{values}</RES>") if one.name == "mojibake"]
    assert [one.message.en.rpartition(".")[0].rpartition(".")[2] for one in found] == [" And 99 more"]
