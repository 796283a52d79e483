import base64
import os
from random import Random

import pytest
from tests.privacy.texts import texts_in

from hisight.privacy import LastLook, PatientValue, PatientValues, PrivacyError, residual
from hisight.protocol import Key

NAME, NUMBER = "李望舒", "000000199001010059"
KEY = Key.from_text("SECRET-KEY-OF-16", "city")


@pytest.fixture
def values() -> PatientValues:
    made = PatientValues()
    made.add(PatientValue("name", NAME, "#42 request REQ/NAME"))
    made.add(PatientValue("name", "李正", "#43 request REQ/NAME"))
    made.add(PatientValue("id-number", NUMBER, "#42 request REQ/ID_NO"))
    made.add(PatientValue("patient-id", "1234", "#42 response RES/PATIENT_ID"))
    return made


HIDDEN = {
    "plain": NAME.encode(),
    "gbk": f"<NAME>{NAME}</NAME>".encode("gb18030"),
    "utf-16": b"\xff\xfe" + NAME.encode("utf-16-le"),
    "entities": b"&#26446;&#x671B;&#33298;",
    "escaped entities": b"&amp;#26446;&amp;#x671b;&amp;#33298;",
    "json": b'"\\u674e\\u671b\\u8212"',
    "url": b"name=%E6%9D%8E%E6%9C%9B%E8%88%92",
    "base64": base64.b64encode(NAME.encode()),
    "base64 of gbk": base64.b64encode(f"<REQ><NAME>{NAME}</NAME></REQ>".encode("gb18030")),
    "base64 of a short name in gbk": b"x=" + base64.b64encode("李正".encode("gb18030")),
    "base64 in lines": base64.encodebytes(b"<REQ>" + b"x" * 100 + NAME.encode()),
    "base64 for addresses": b"?a=" + base64.urlsafe_b64encode(b"????>>>>" + NAME.encode()),
    "base64 behind a path": b"data/" + base64.b64encode(b"<REQ><A>some text</A>" + NAME.encode()),
    "base64 behind another": base64.b64encode(Random(1).randbytes(30))
    + base64.b64encode(b"<REQ><A>some text</A>" + NAME.encode()),
    "base64 of base64": base64.b64encode(b"<A>" + base64.b64encode(NUMBER.encode()) + b"</A>"),
    "hex": b"x=" + f"<A>{NAME}</A>".encode().hex().encode(),
    "hex behind a digit": b"7" + f"<A>{NAME}</A>".encode().hex().encode(),
    "hex of gbk": f"<A>{NAME}</A>".encode("gb18030").hex().upper().encode(),
    "hex as long as a digest": f"{NAME}=1234567".encode().hex().encode(),
    "a number": f"x{NUMBER}y".encode(),
    "a short number": b"no 1234.",
    "mixed charsets": "姓名".encode("gb18030") + NAME.encode(),
}


@pytest.mark.parametrize("data", HIDDEN.values(), ids=HIDDEN)
def test_a_value_is_seen_in_whatever_it_hides_behind(values, data):
    with pytest.raises(PrivacyError) as raised:
        LastLook(values).require_clean({"report.html": b"fine", "calls/0042/request.body": data}, [])
    text = str(raised.value)
    assert "calls/0042/request.body" in text
    assert "REQ/" in text or "RES/" in text
    assert not any(value.text in text for value in values.all)


def test_what_holds_no_value_may_leave(values):
    photo = base64.b64encode(os.urandom(3000))
    LastLook(values).require_clean({"a": photo, "b": "测试甲 SomeLongerWordInAscii 12345".encode(), "c": b""}, [KEY])


def test_a_number_among_our_own_facts_is_no_patients(values):
    LastLook(values).require_clean({"report.html": b"took 1234 ms"}, [], facts="1234")
    with pytest.raises(PrivacyError):
        LastLook(values).require_clean({"report.html": b"took 1234 ms"}, [], facts="12345")


def test_a_stand_in_that_somebody_has_for_a_value_may_leave():
    values = PatientValues()
    for number in range(1000, 10000):
        values.add(PatientValue("patient-id", str(number), "-"))
    text = values.replaced("1234")
    assert text != "1234"
    LastLook(values).require_clean({"a": text.encode()}, [])


def test_a_value_of_a_kind_without_words_is_named_by_its_kind():
    values = PatientValues()
    values.add(PatientValue("fingerprint", "ABCDEFGHI", "#1"))
    with pytest.raises(PrivacyError, match="fingerprint"):
        LastLook(values).require_clean({"a": b"ABCDEFGHI"}, [])


@pytest.mark.parametrize(
    "data",
    [
        KEY.secret,
        b"x" + KEY.secret + b"y",
        KEY.secret.hex().encode(),
        KEY.secret.hex().upper().encode(),
        base64.b64encode(KEY.secret),
        base64.b64encode(b"x" + KEY.secret + b"y"),
        base64.b64encode(b"xy" + KEY.secret),
        base64.b64encode(b"xyz" + KEY.secret),
        base64.b64encode(Random(1).randbytes(20) + KEY.secret),
        b"KEY=&#83;ECRET-KEY-OF-16",
        b"<a>" + base64.b64encode(base64.b64encode(b"my key is " + KEY.secret)) + b"</a>",
    ],
)
def test_a_key_never_leaves(data):
    with pytest.raises(PrivacyError, match="the key city would be in x") as raised:
        LastLook(PatientValues()).require_clean({"x.txt": data}, [KEY])
    assert "SECRET" not in str(raised.value)


def test_an_empty_key_is_none():
    LastLook(PatientValues()).require_clean({"x.txt": b"anything"}, [Key("empty", b"")])


def test_base64_is_followed_only_so_far():
    data = NAME.encode()
    for _ in range(6):
        data = base64.b64encode(data)
    assert NAME not in list(texts_in(data))


def test_a_value_that_is_a_fact_may_stand_in_base64_too_and_is_looked_at_again_without_the_fact(values):
    look = LastLook(values)
    data = base64.b64encode(b"took 1234 ms")
    look.require_clean({"a": data}, [], "1234")
    with pytest.raises(PrivacyError):
        look.require_clean({"a": data}, [])


def test_what_is_wrapped_more_often_than_anybody_does_is_no_endless_work(values):
    data = b"some words that are about nobody"
    for _ in range(6):
        data = base64.b64encode(data)
    LastLook(values).require_clean({"a": data}, [])


def test_what_is_known_to_be_clean_is_forgotten_before_it_grows_large(values, monkeypatch):
    monkeypatch.setattr(residual, "_MOST_KNOWN", 1)
    look = LastLook(values)
    look.require_clean({"a": b"FirstElement SecondElement"}, [])
    with pytest.raises(PrivacyError):
        look.require_clean({"a": b"FirstElement 1234"}, [])
