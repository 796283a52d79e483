import base64
import hashlib
import json
import platform
from dataclasses import replace
from urllib.parse import quote_plus

import pytest
from tests.privacy.texts import texts_in

from hisight.capture import Exchange, SessionError
from hisight.errors import HisightError
from hisight.export import LeftOut, export_calls
from hisight.export.bug_report import bug_report
from hisight.privacy import PrivacyError
from hisight.profiles import Profile
from hisight.protocol import Key, Scheme, compose_root
from hisight.reading import Reader, summarise

NAME, NUMBER, PHONE = "李望舒", "000000199001010059", "10012345678"
ORIGINALS = (NAME, NUMBER, PHONE, "1990-01-01", "P00071234", "C88001234")
FOREIGN = Key.from_text("OTHER-KEY-16-CHA", "other")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "evidence.zip"


def test_planted_patients_and_keys_leave_nothing_in_any_file(session, exchange, reader, file, unpacked, key):
    planted = exchange(
        "none",
        said=f"{NAME}的证件{NUMBER}已登记，电话{PHONE}",
        url=f"http://his.example/his?id={NUMBER}&name=%E6%9D%8E%E6%9C%9B%E8%88%92",
        error=f"broken for {NAME}",
        response_head=f"HTTP/1.1 200 OK\r\nX-Patient: {NUMBER}\r\nX-Tel: {PHONE}\r\n\r\n".encode(),
    )
    soap = planted.request_body.replace(b"<soap:Body>", f"<soap:Header><a>{NAME}</a></soap:Header><soap:Body>".encode())
    page = exchange(response_body=f"<html>&#26446;&#26395;&#33298; {PHONE}</html>".encode())
    result = export_calls(session(exchange(), replace(planted, request_body=soap), page), [1, 2, 3], reader, file)
    assert result.left_out == ()
    assert result.replaced["name"] == 1
    for name, data in unpacked(file).items():
        for text in texts_in(data):
            assert not [value for value in ORIGINALS if value in text], name
        assert key.secret not in data
        assert b"c2VjcmV0" not in data


@pytest.mark.parametrize("cipher", ["aes-128-ecb", "none"])
def test_a_message_in_the_address_stays_at_home(session, exchange, reader, file, unpacked, cipher):
    root = reader.read(exchange(cipher)).call.request.envelope.text
    query = quote_plus(root)
    address = f"/his.asmx/CreatePat?xml={query}"
    asked = exchange(
        cipher,
        request_head=f"GET {address} HTTP/1.1\r\nHost: his\r\n\r\n".encode(),
        request_body=b"",
        url=f"http://his{address}",
    )
    result = export_calls(session(asked), [1], reader, file, language="en")
    assert [(one.direction, one.reason.en[:35]) for one in result.left_out] == [
        ("request", "the message stands in the address, ")
    ]
    files = unpacked(file)
    assert files["calls/0001/request.head"].startswith(b"GET /his.asmx/CreatePat?******** HTTP/1.1\r\n")
    for name, data in files.items():
        assert query[-40:].encode() not in data, name
        assert b"REQ_ENCRYPTED%3E" not in data, name
    assert query not in bug_report(reader.read(asked), reader.catalog)


@pytest.mark.parametrize("cipher", ["aes-128-ecb", "none"])
def test_a_scrubbed_call_still_decodes_and_verifies_with_the_throwaway_key(
    session, exchange, reader, file, unpacked, told, catalog, cipher
):
    export_calls(session(exchange(cipher)), [1], reader, file, language="en")
    files, manifest = unpacked(file), told(file)
    throwaway = Scheme(keys=(Key.from_text(manifest["throwaway_key"]),))
    original = reader.read(exchange(cipher))
    for side in ("request", "response"):
        again = Reader(catalog, scheme=throwaway).read_alone(side, files[f"calls/0001/{side}.body"], fun_code="1002")
        message = again.subjects[0].message
        assert message.signature.verdict == "valid"
        assert message.payload.xml.encode() == files[f"calls/0001/{side}.xml"]
    facts = told(file, "calls/0001/call.json")
    codes = [
        (finding["code"], finding["path"]) for side in ("request", "response") for finding in facts[side]["findings"]
    ]
    assert codes == [(finding.code, finding.path) for finding in original.findings]
    assert facts["request"]["signature"]["verdict"] == "valid"


def test_the_same_patient_is_the_same_in_every_call(session, exchange, reader, file, unpacked):
    export_calls(session(exchange(), exchange("none")), [1, 2], reader, file)
    files = unpacked(file)
    assert files["calls/0001/request.xml"] == files["calls/0002/request.xml"]
    assert files["calls/0001/response.xml"] == files["calls/0002/response.xml"]


def test_the_manifest_lists_versions_calls_and_hashes(session, exchange, reader, file, unpacked, told):
    export_calls(session(exchange()), [1], reader, file)
    manifest, files = told(file), unpacked(file)
    assert manifest["catalog"] == {"id": "changshu", "version": "v1"}
    assert (manifest["format"], manifest["python"]) == (2, platform.python_version())
    assert manifest["profiles"] == [{"name": "", "key_form": "fitted"}]
    assert manifest["scrubbed"] is True
    assert [call["folder"] for call in manifest["calls"]] == ["calls/0001"]
    assert manifest["replaced"]["id-number"] == 1
    assert set(manifest["sha256"]) == set(files) - {"manifest.json"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in manifest["sha256"].items())


def test_patient_data_is_kept_byte_for_byte_if_asked(session, exchange, reader, file, unpacked, told, key):
    result = export_calls(session(exchange()), [1], reader, file, keep_patient_data=True)
    files = unpacked(file)
    assert files["calls/0001/request.body"] == exchange().request_body
    assert NAME.encode() in files["calls/0001/request.xml"]
    assert b"c2VjcmV0" not in files["calls/0001/request.head"]
    assert (told(file)["scrubbed"], told(file)["throwaway_key"]) == (False, "")
    assert (result.replaced, result.left_out) == ({}, ())
    assert "患者信息未替换" in files["report.html"].decode()
    assert not any(key.secret in data for data in files.values())


def test_what_cannot_be_decrypted_is_left_out_and_never_leaks(session, exchange, reader, file, unpacked, told):
    foreign = exchange(signed_by=FOREIGN, said=f"{NAME}失败")
    result = export_calls(session(exchange(), foreign), [1, 2], reader, file, language="en")
    assert [(left.id, left.direction) for left in result.left_out] == [(2, "request"), (2, "response")]
    assert isinstance(result.left_out[0], LeftOut)
    files = unpacked(file)
    assert not [name for name in files if name.startswith("calls/0002/") and name.endswith((".body", ".xml"))]
    root = reader.read(foreign).call.request.envelope
    for data in files.values():
        assert root.get("REQ_ENCRYPTED").encode() not in data
        assert root.get("SIGN").encode() not in data
        assert NAME.encode() not in data
    assert list(told(file)["calls"][1]["left_out"]) == ["request", "response"]
    assert b"The body was left out" in files["report.html"]


def test_a_key_in_a_message_stops_the_export(session, exchange, reader, file, key):
    made = session(exchange("none", said=f"KEY={key.secret.decode()}"))
    for keep in (False, True):
        with pytest.raises(PrivacyError, match="the key vector would be in"):
            export_calls(made, [1], reader, file, keep_patient_data=keep)
    assert not file.exists()


def _in_head(exchange, text):
    return exchange(response_head=b"HTTP/1.1 200 OK\r\nX-Debug: " + text + b"\r\n\r\n")


def _in_page(exchange, text):
    return exchange(response_body=b"<html><!-- " + text + b" --></html>")


def _in_error(exchange, text):
    return exchange(error=text.decode("latin-1"))


def _in_address(exchange, text):
    return exchange(url="http://his.example/" + quote_plus(text))


def _in_touched(exchange, text):
    return exchange(touched="SIGN: " + text.decode("latin-1"))


WRITINGS = {
    "plain": bytes,
    "base64": base64.b64encode,
    "base64 behind another byte": lambda secret: base64.b64encode(b"K" + secret + b";"),
    "hex": lambda secret: secret.hex().encode(),
    "HEX": lambda secret: secret.hex().upper().encode(),
    "quoted": lambda secret: "".join(f"%{byte:02X}" for byte in secret).encode(),
    "references": lambda secret: "".join(f"&#{byte};" for byte in secret).encode(),
    "base64 of base64": lambda secret: base64.b64encode(base64.b64encode(secret)),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("plant", [_in_head, _in_page, _in_error, _in_address, _in_touched])
def test_a_key_wherever_it_stands_and_however_it_is_written_stops_the_export(
    session, exchange, reader, file, key, plant, keep, writing
):
    made = session(plant(exchange, WRITINGS[writing](key.secret)))
    with pytest.raises(PrivacyError, match="the key vector would be in"):
        export_calls(made, [1], reader, file, keep_patient_data=keep)
    assert [path.name for path in file.parent.iterdir() if path.name.startswith((".", "evidence"))] == []


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_key_in_utf_16_stops_the_export(session, exchange, reader, file, key, charset):
    made = session(_in_page(exchange, f"KEY={key.secret.decode()};".encode(charset)))
    with pytest.raises(PrivacyError, match="the key vector would be in"):
        export_calls(made, [1], reader, file, keep_patient_data=True)


def test_a_key_in_a_note_or_in_the_name_of_the_file_stops_the_export(session, exchange, reader, file, key):
    made = session(exchange())
    made.mark(1, 0, f"the key is {key.secret.decode()}")
    with pytest.raises(PrivacyError, match="the key vector"):
        export_calls(made, [1], reader, file, notes=True)
    export_calls(made, [1], reader, file)
    with pytest.raises(PrivacyError, match="the name of the file"):
        export_calls(made, [1], reader, file.with_name(f"{key.secret.decode()}.zip"))


def test_patients_in_a_note_are_replaced_like_everywhere(session, exchange, reader, file, unpacked):
    made = session(exchange())
    made.mark(1, 4, f"ask {NAME}, {PHONE}")
    export_calls(made, [1], reader, file, notes=True)
    files = unpacked(file)
    assert json.loads(files["calls/0001/call.json"])["note"]["colour"] == 4
    for name in ("calls/0001/call.json", "report.html", "ticket.md"):
        assert b"ask " in files[name], name
    for data in files.values():
        assert NAME.encode() not in data
        assert PHONE.encode() not in data


def test_what_left_otherwise_than_it_came_is_kept_with_patient_data_only(session, exchange, reader, file, unpacked):
    changed = exchange(
        request_head_sent=b"POST /other HTTP/1.1\r\nAuthorization: Basic c2VjcmV0\r\n\r\n",
        request_body_sent=b"<changed/>",
        request_framing=b"5\r\n",
    )
    made = session(changed)
    export_calls(made, [1], reader, file, keep_patient_data=True)
    files = unpacked(file)
    assert files["calls/0001/request.sent.body"] == b"<changed/>"
    assert files["calls/0001/request.framing"] == b"5\r\n"
    assert b"c2VjcmV0" not in files["calls/0001/request.sent.head"]
    export_calls(made, [1], reader, file, overwrite=True)
    assert not [name for name in unpacked(file) if ".sent." in name]


def test_many_calls_are_listed_and_only_those_with_trouble_told(session, exchange, reader, file, unpacked, monkeypatch):
    monkeypatch.setattr("hisight.export.bundle.MOST_TOLD", 1)
    good = exchange(request_body=b"<html/>", response_body=b"<html/>")
    export_calls(session(good, exchange(), exchange()), [1, 2, 3], reader, file, language="en")
    page = unpacked(file)["report.html"].decode()
    assert "1 of them are told below" in page
    assert page.count('<section class="call') == 1
    assert page.count('<tr class="') >= 3


def test_the_keys_of_profiles_and_environment_are_looked_for_too(session, exchange, catalog, file, scheme, monkeypatch):
    monkeypatch.setenv("CITY_KEY", "CITY-KEY-OF-16-C")
    monkeypatch.setenv("HISIGHT_KEY", "ENV-KEY-OF-16-CH")
    known = [Profile("city", keys=("env:CITY_KEY",)), Profile("gone", keys=("env:NO_SUCH_KEY",))]
    for secret in ("CITY-KEY-OF-16-C", "ENV-KEY-OF-16-CH"):
        file.with_suffix(".hisight").unlink(missing_ok=True)
        reader = Reader(catalog, known, scheme)
        with pytest.raises(PrivacyError):
            export_calls(session(exchange("none", said=secret)), [1], reader, file)


def test_a_value_that_would_get_through_stops_the_export_without_being_named(
    session, exchange, reader, file, monkeypatch
):
    monkeypatch.setattr("hisight.privacy.scrub.Scrubber._head", lambda _self, data: data)
    leaking = exchange(response_head=f"HTTP/1.1 200 OK\r\nX-Patient: {NUMBER}\r\n\r\n".encode())
    with pytest.raises(PrivacyError, match="ID_NO") as raised:
        export_calls(session(leaking), [1], reader, file)
    assert NUMBER not in str(raised.value)
    assert not file.exists()


def test_a_number_is_exported_once_and_a_wrong_one_named(session, exchange, reader, file, told):
    made = session(exchange())
    export_calls(made, [1, 1], reader, file)
    assert len(told(file)["calls"]) == 1
    with pytest.raises(SessionError, match="no call 7"):
        export_calls(made, [7], reader, file, overwrite=True)


def test_an_existing_file_is_overwritten_only_if_asked(session, exchange, reader, file):
    made = session(exchange())
    file.write_bytes(b"precious")
    with pytest.raises(HisightError):
        export_calls(made, [1], reader, file)
    assert file.read_bytes() == b"precious"
    assert export_calls(made, [1], reader, file, overwrite=True).file == file


def test_a_patient_number_beside_a_duration_of_as_many_milliseconds_is_no_leak(
    session, exchange, reader, file, unpacked
):
    made = exchange("none", duration_ms=7654)
    body = made.response_body.replace(b"P00071234", b"7654")
    export_calls(session(replace(made, response_body=body)), [1], reader, file)
    files = unpacked(file)
    assert b"<HOSP_PATIENT_ID>7654<" not in files["calls/0001/response.xml"]
    assert json.loads(files["calls/0001/call.json"])["duration_ms"] == 7654


def test_a_scrubbed_call_is_judged_as_leniently_as_before(session, exchange, file, told, catalog, scheme):
    city = Profile("city", host="his.example", severity={"unknown-code": "off"})
    export_calls(session(exchange()), [1], Reader(catalog, [city], scheme), file)
    side = told(file, "calls/0001/call.json")["request"]
    assert [one["code"] for one in side["switched_off"]] == ["FLD013"]
    assert (side["findings"], side["profile"]) == ([], "city")


def test_what_earlier_calls_show_leaves_with_the_call_and_without_its_values(session, file, unpacked, told, catalog):
    scheme = Scheme("none", "elements-keyless")

    def call(patient: str, answer: str) -> Exchange:
        asked = f"<REQ><HOSPITAL_ID>SL01</HOSPITAL_ID><HOSP_PATIENT_ID>{patient}</HOSP_PATIENT_ID></REQ>"
        told_back = f"<RES><HOSP_PATIENT_ID>{answer}</HOSP_PATIENT_ID></RES>"
        request = compose_root("request", {"FUN_CODE": "1010", "USER_ID": "u"}, asked, scheme)
        response = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, told_back, scheme)
        return Exchange(b"POST / HTTP/1.1\r\n\r\n", request.encode(), b"HTTP/1.1 200 OK\r\n\r\n", response.encode())

    reader = Reader(catalog, scheme=scheme)
    opened = session(call("P00071234", "P00071234"), call("P00075678", "P00071234"))
    opened.store_summaries([summarise(reader.read(one)) for one in opened.since(0)], reader.fingerprint)
    export_calls(opened, [2], reader, file, language="en")

    (finding,) = [one for one in told(file, "calls/0002/call.json")["response"]["findings"] if one["code"] == "SES009"]
    assert finding["calls"] == [1]
    assert "as call 1 had asked" in finding["message"]
    for data in unpacked(file).values():
        assert b"P00071234" not in data
        assert b"P00075678" not in data
