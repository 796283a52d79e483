import gzip
from dataclasses import replace
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hisight.capture import Exchange
from hisight.privacy import LastLook, Scrubber, collect
from hisight.protocol import Key, Scheme, SealError, Sealing, http, limits
from hisight.protocol.payload import seal_payload
from hisight.reading import Reader, Reading
from hisight.wording import Words

OTHER_KEY = Key.from_text("OTHER-KEY-16-CHA", "other")


@pytest.fixture
def scrub(reader, catalog, throwaway):
    """Scrub one exchange; gives what leaves and its reading."""

    def run(exchange: Exchange, used: Reader | None = None):
        reading = (used or reader).read(exchange)
        values = collect([reading], catalog)
        scrubbed = Scrubber(values, throwaway, catalog).scrub(reading)
        again = Reader(catalog, scheme=scrubbed.scheme).read(scrubbed.exchange)
        parts = vars_of(scrubbed.exchange, scrubbed.left_out)
        LastLook(values).require_clean(parts, [key for message in reading.call.messages for key in message.scheme.keys])
        decoded = {
            message.direction: message.payload.xml.encode()
            for message in again.call.messages
            if message.direction not in scrubbed.left_out
        }
        LastLook(values).require_clean(decoded, [])
        return scrubbed, again

    return run


def vars_of(exchange: Exchange, left_out) -> dict[str, bytes]:
    parts = {
        "request.head": exchange.request_head,
        "response.head": exchange.response_head,
        "url": exchange.url.encode(),
        "error": exchange.error.encode(),
    }
    if "request" not in left_out:
        parts["request.body"] = exchange.request_body
    if "response" not in left_out:
        parts["response.body"] = exchange.response_body
    return parts


def texts(reading: Reading, side: str) -> dict[str, str]:
    return {node.name: node.value for node in reading.subject(side).message.document.root.walk()}


@pytest.mark.parametrize("cipher", ["aes-128-ecb", "sm4-cbc", "3des-cbc-iv", "none"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("rule", ["sorted-query-key", "elements-keyless"])
def test_a_scrubbed_call_reads_as_before(exchange, scrub, reader, key, cipher, charset, rule):
    original = exchange(scheme=Scheme(cipher, rule, (key,)), charset=charset, said="李望舒，登记成功")
    scrubbed, again = scrub(original)
    before = reader.read(original)
    assert not scrubbed.left_out
    assert again.findings == before.findings
    assert [message.signature.verdict for message in again.call.messages] == ["valid", "valid"]
    assert again.call.return_msg.endswith("，登记成功")
    assert texts(again, "request")["HOSPITAL_ID"] == "SL01"
    # The same patient on both sides, and in the words of the answer.
    assert texts(again, "request")["NAME"] == texts(again, "response")["NAME"] == again.call.return_msg[:3]
    assert texts(again, "request")["CARD_NO"] == texts(again, "response")["CARD_NO"]
    assert texts(again, "request")["BIRTHDAY"].replace("-", "") == texts(again, "request")["ID_NO"][6:14]


@pytest.mark.parametrize("form", ["fitted", "md5", "hex"])
def test_a_key_that_takes_another_form_stays_at_home_and_so_does_its_form(exchange, scrub, catalog, key, form):
    cipher = {"fitted": "aes-256-cbc", "md5": "aes-128-ecb", "hex": "des-ecb"}[form]
    scheme = Scheme(cipher, "sorted-query-key", (key,), sealing=Sealing(form, "key"))
    scrubbed, again = scrub(exchange(scheme=scheme), Reader(catalog, scheme=scheme))
    assert not scrubbed.left_out
    assert [message.payload.state for message in again.call.messages] == ["decrypted", "decrypted"]


def test_what_is_found_in_a_message_is_found_in_its_scrubbed_one(exchange, scrub, reader):
    asked = (
        "<REQ><ID_NUMBER>000000199001010059</ID_NUMBER><MOBLIE>10012345678</MOBLIE><NAME>"
        + "王" * 40
        + "</NAME><BIRTHDAY>1990-02-30</BIRTHDAY><SEX>9</SEX><ODD>患者电话10012345678</ODD><ADDRESS></ADDRESS></REQ>"
    )
    original = exchange(asked, "<RES><NAME>王小</RES>")
    before = [(one.code, one.path, one.direction) for one in reader.read(original).findings]
    _, again = scrub(original)
    assert [(one.code, one.path, one.direction) for one in again.findings] == before
    assert len(before) > 5
    assert texts(again, "request")["ADDRESS"] == ""
    assert texts(again, "request")["ODD"] == f"患者电话{texts(again, 'request')['MOBLIE']}"


@pytest.mark.parametrize(("written", "read"), [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1")])
def test_a_name_that_was_misread_leaves_as_another_that_was_misread_alike(exchange, scrub, reader, written, read):
    spoiled = "王若谷芳".encode(written).decode(read, "replace")
    original = exchange(f"<REQ><NAME>{spoiled}</NAME><X>王若谷芳</X></REQ>", "<RES/>")
    before = [(one.code, one.path, one.direction) for one in reader.read(original).findings]
    scrubbed, again = scrub(original)
    assert not scrubbed.left_out
    assert [(one.code, one.path, one.direction) for one in again.findings] == before
    assert any(path == "REQ/NAME" for _, path, _ in before)
    assert spoiled not in again.call.request.payload.xml
    assert "若谷" not in again.call.request.payload.xml
    assert not any("若谷" in text for finding in again.findings for text in finding.message)


def test_values_are_replaced_in_every_layer(exchange, scrub, aes):
    made = exchange(
        "<?xml version='1.0'?><!-- 李望舒 --><REQ who='李望舒'><NAME><![CDATA[李望舒]]></NAME><X>&#26446;&#26395;&#33298;</X></REQ>",
        "<RES><RESULT>&lt;A&gt;李望舒&lt;/A&gt;</RESULT></RES>",
        url="http://his.example/his?name=%E6%9D%8E%E6%9C%9B%E8%88%92&id=000000199001010059",
        error="李望舒",
    )
    body = made.request_body.replace(b"<soap:Body>", "<soap:Header><u>李望舒</u></soap:Header><soap:Body>".encode())
    head = made.request_head.replace(b"Content-Type", b"X-Patient: 000000199001010059\r\nContent-Type")
    scrubbed, again = scrub(replace(made, request_body=body, request_head=head))
    assert not scrubbed.left_out
    assert "李" not in again.call.request.payload.xml
    assert "&#x" in again.call.request.payload.xml
    assert "<![CDATA[测试" in again.call.request.payload.xml
    assert http.parse_head(scrubbed.exchange.request_head).get("Content-Length") == str(
        len(scrubbed.exchange.request_body)
    )


def test_a_reference_in_a_field_stays_a_reference(exchange, scrub):
    _, again = scrub(exchange("<REQ><NAME> &#26446;&#26395; </NAME></REQ>", ""))
    assert again.call.request.payload.xml.startswith("<REQ><NAME> &#x")


def test_a_value_that_says_nothing_stays(exchange, scrub):
    _, again = scrub(exchange("<REQ><NAME>-</NAME><CARD_NO>7</CARD_NO></REQ>", ""))
    assert texts(again, "request")["NAME"] == "-"
    assert texts(again, "request")["CARD_NO"] != "7"


def test_a_compressed_body_leaves_plain(exchange, scrub):
    made = exchange()
    head = made.response_head.replace(
        b"Content-Type", b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Type"
    )
    scrubbed, again = scrub(replace(made, response_body=gzip.compress(made.response_body), response_head=head))
    assert again.call.response.signature.verdict == "valid"
    head = http.parse_head(scrubbed.exchange.response_head)
    assert (head.get("Content-Encoding"), head.get("Transfer-Encoding")) == ("", "")


def test_what_says_nothing_about_anybody_keeps_its_bytes(exchange, scrub):
    made = exchange("<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>", "", scheme=Scheme("none", "elements-keyless"))
    scrubbed, _ = scrub(made)
    assert scrubbed.exchange == made


def test_an_invalid_signature_stays_invalid_and_an_unsigned_message_unsigned(exchange, scrub, aes):
    foreign = Scheme("none", "sorted-query-key", (OTHER_KEY,))
    scrubbed, again = scrub(exchange(scheme=aes, answer_scheme=foreign))
    assert not scrubbed.left_out
    assert [message.signature.verdict for message in again.call.messages] == ["valid", "invalid"]
    made = exchange(scheme=Scheme("none"))
    _, again = scrub(made)
    assert [message.signature.verdict for message in again.call.messages] == ["unsigned", "unsigned"]


def test_without_a_key_plain_messages_are_scrubbed_and_stay_unverified(exchange, scrub, catalog, key):
    scrubbed, again = scrub(exchange(scheme=Scheme("none", "sorted-query-key", (key,))), Reader(catalog))
    assert not scrubbed.left_out
    assert {message.signature.verdict for message in again.call.messages} == {"unknown-key"}


def test_a_ciphertext_alone_is_scrubbed(exchange, scrub, aes):
    ciphertext = seal_payload("<REQ><NAME>李望舒</NAME></REQ>", aes)
    scrubbed, again = scrub(replace(exchange(), request_body=ciphertext.encode()))
    assert not scrubbed.left_out
    assert texts(again, "request")["NAME"].startswith("测试")


def test_what_cannot_be_decrypted_is_left_out(exchange, scrub, catalog, aes):
    made = exchange(answer_scheme=replace(aes, keys=(OTHER_KEY,)))
    scrubbed, _ = scrub(made)
    assert list(scrubbed.left_out) == ["response"]
    scrubbed, _ = scrub(made, Reader(catalog))
    assert list(scrubbed.left_out) == ["request", "response"]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<html><body>Server Error at 李望舒</body></html>", True),
        ('<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>', True),
        (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>李望舒</s:Fault></s:Body></s:Envelope>',
            True,
        ),
        ("  \n", True),
        ('{"name": "孙若谷"}', False),
        ("<other><who>孙若谷</who></other>", False),
        ("name=%E5%AD%99", False),
    ],
)
def test_a_body_that_is_nothing_known_is_left_out(exchange, scrub, body, kept):
    scrubbed, _ = scrub(replace(exchange(), response_body=body.encode()))
    assert ("response" not in scrubbed.left_out) is kept


def test_a_call_without_an_answer_is_scrubbed(exchange, scrub):
    scrubbed, again = scrub(replace(exchange(), response_head=b"", response_body=b"", error="reset"))
    assert not scrubbed.left_out
    assert again.call.response is None
    assert scrubbed.exchange.response_head == b""


def test_a_document_in_a_broken_envelope_is_scrubbed(exchange, scrub):
    made = exchange(scheme=Scheme("none", "elements-keyless"))
    root = made.response_body.partition(b"<![CDATA[")[2].rpartition(b"]]>")[0]
    inner = root.replace(b"]]]]><![CDATA[>", b"]]>").partition(b"?>")[2]
    scrubbed, again = scrub(replace(made, response_body=b"<a><b>" + inner + b"</a>"))
    assert not scrubbed.left_out
    assert texts(again, "response")["NAME"] != "李望舒"


def test_a_body_without_any_whole_element_is_scrubbed(exchange, scrub):
    scrubbed, _ = scrub(replace(exchange(), request_body=b"<\nROOT><FUN_CODE>1</FUN_CODE><A>10012345678"))
    assert not scrubbed.left_out


FORM = b"POST /s.asmx/CreatePat HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
PARTS = b"POST /his HTTP/1.1\r\nContent-Type: multipart/related; type=text/xml; boundary=b\r\n\r\n"


@pytest.mark.parametrize(("user", "kept"), [("0001", True), ("李望舒", False)])
def test_a_form_is_scrubbed_unless_a_patient_stands_beside_the_document(exchange, reader, scrub, user, kept):
    made = exchange()
    root = reader.read(made).call.request.envelope.text
    body = f"user={quote_plus(user)}&xml={quote_plus(root)}".encode()
    scrubbed, again = scrub(replace(made, request_head=FORM, request_body=body))
    assert ("request" not in scrubbed.left_out) is kept
    if kept:
        assert scrubbed.exchange.request_body.startswith(b"user=0001&xml=%3C")
        assert texts(again, "request")["NAME"] != "李望舒"
        assert again.call.request.signature.verdict == "valid"
    else:
        assert "form" in scrubbed.left_out["request"].en


@pytest.mark.parametrize(("other", "kept"), [(b"words", True), (b"\x89PNG\x00", False), ("李望舒".encode(), False)])
def test_mime_parts_are_scrubbed_unless_nobody_can_look_into_one(exchange, scrub, other, kept):
    made = exchange()
    body = b"--b\r\n\r\n" + made.request_body + b"\r\n--b\r\nContent-ID: <p>\r\n\r\n" + other + b"\r\n--b--"
    scrubbed, again = scrub(replace(made, request_head=PARTS, request_body=body))
    assert ("request" not in scrubbed.left_out) is kept
    if kept:
        assert scrubbed.exchange.request_body.endswith(b"\r\n\r\nwords\r\n--b--")
        assert texts(again, "request")["NAME"] != "李望舒"


def test_what_cannot_be_sealed_again_is_left_out(exchange, reader, catalog, throwaway, monkeypatch):
    def refuse(*_):
        raise SealError(Words("不行", "no"))

    monkeypatch.setattr("hisight.privacy.scrub.reseal", refuse)
    reading = reader.read(exchange())
    made = Scrubber(collect([reading], catalog), throwaway, catalog).scrub(reading)
    assert list(made.left_out) == ["request", "response"]
    assert "cannot be sealed again" in made.left_out["request"].en


def test_what_would_not_read_the_same_is_left_out(exchange, scrub):
    # In ASCII there is no character for an invented name.
    made = exchange("<REQ><NAME>&#26446;&#26395;</NAME></REQ>", "", scheme=Scheme("none"), charset="ascii", said="ok")
    odd = made.request_body.replace(b"<soap:Body>", b"<soap:Body a='&#26446;&#26395;'>")
    scrubbed, _ = scrub(replace(made, request_body=odd))
    assert not scrubbed.left_out
    cdata = exchange(
        "<REQ><NAME><![CDATA[\u00e9\u00e8x]]></NAME></REQ>", "", scheme=Scheme("none"), charset="latin-1", said="ok"
    )
    scrubbed, _ = scrub(cdata)
    assert list(scrubbed.left_out) == ["request"]


names = st.text("李王张刘陈望舒知秋清和若谷", min_size=2, max_size=4)
leaf = st.sampled_from(["NAME", "ODD", "ID_NO", "MOBILE", "ADDRESS", "MOBLIE", "PatientName"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    name=names,
    fields=st.lists(st.tuples(leaf, st.sampled_from(["{}", "患者{}", "<![CDATA[{}]]>", "{}-10012345678"])), max_size=8),
)
def test_no_name_survives_in_any_place(exchange, scrub, name, fields):
    inside = "".join(f"<{tag}>{form.format(name)}</{tag}>" for tag, form in fields)
    scrubbed, again = scrub(exchange(f"<REQ><NAME>{name}</NAME>{inside}</REQ>", f"<RES><M>{name}</M></RES>", said=name))
    assert not scrubbed.left_out
    assert again.call.request.signature.verdict == "valid"


def test_what_left_and_what_stood_around_chunks_stays_at_home(exchange, scrub):
    name = "测试患者甲".encode()
    beside = ("request_head_sent", "response_head_sent", "request_body_sent", "response_body_sent")
    beside += ("request_framing", "response_framing")  # trailers, and extensions of chunks
    scrubbed, _ = scrub(replace(exchange(), **dict.fromkeys(beside, b"0\r\nX-Patient: " + name)))
    assert [getattr(scrubbed.exchange, part) for part in beside] == [b""] * len(beside)


def test_what_is_too_large_to_be_read_whole_is_left_out(exchange, scrub):
    many = f"<RES>{'<X/>' * limits.MOST_ELEMENTS}<NAME>李望舒</NAME></RES>"
    scrubbed, _ = scrub(exchange(answered=many))
    assert "might hide in the rest" in scrubbed.left_out["response"].en
    scrubbed, _ = scrub(replace(exchange(), response_body=b"<ROOT>" + b" " * limits.LARGEST_READ))
    assert "might hide in it" in scrubbed.left_out["response"].en
