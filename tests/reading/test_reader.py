from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.conftest import ANSWER, OTHER, REQUEST, SCHEME

from hisight import calls, paths
from hisight.capture import Exchange
from hisight.explain.signature import THOROUGH
from hisight.profiles import LockedError, Profile, ProfileError, Traits, key_file
from hisight.protocol import RULES, Scheme, compose_root
from hisight.reading import Reader, decoder


def test_a_call_is_read_with_both_sides_beside_the_catalog(read):
    reading = read()
    assert reading.function.label == "1001 NetTest"
    assert [subject.direction for subject in reading.subjects] == ["request", "response"]
    assert reading.subject("request").aligned.children[0].node.value == "1001"
    assert (reading.findings, reading.worst) == ((), None)


def test_the_worst_finding_of_both_sides_comes_first(read):
    reading = read(request=REQUEST.replace("</REQ>", "<X/></REQ>"), answer="<RES/>")
    assert [finding.name for finding in reading.findings] == ["missing-required", "unknown-field"]
    assert reading.worst == "error"


def test_a_message_alone_has_one_side(reader):
    reading = reader.read_alone(None, b"<RES/>", fun_code="1001")
    assert reading.subject("request") is None
    assert reading.subject("response") is not None
    assert not reader.read_alone(None, REQUEST.encode()).failed


def test_a_function_may_be_given_by_name_or_be_one_that_nobody_knows(reader):
    assert reader.read_alone(None, b"<RES/>", fun_code="nettest").call.fun_code == "1001"
    assert reader.read_alone(None, b"<RES/>", fun_code="7777").call.fun_code == "7777"


def test_the_profile_that_matches_reads_the_call(read, catalog, monkeypatch):
    monkeypatch.setenv("CITY_KEY", SCHEME.key.secret.decode())
    city = Profile("city", "his.example", keys=("env:CITY_KEY",))
    assert read(by=Reader(catalog, [city])).verdict.en.startswith("Success")
    elsewhere = Profile("city", "elsewhere.example", keys=("env:CITY_KEY",))
    assert "no key is known" in read(by=Reader(catalog, [elsewhere])).verdict.en


def test_hisight_key_reads_what_no_profile_matches(read, catalog, monkeypatch):
    monkeypatch.setenv("HISIGHT_KEY", SCHEME.key.secret.decode())
    assert read(by=Reader(catalog)).verdict.en.startswith("Success")


def test_a_profile_whose_key_is_missing_still_reads(read, catalog):
    city = Profile("city", keys=("env:NOT_THERE",))
    assert "no key is known" in read(by=Reader(catalog, [city])).verdict.en


def test_the_fingerprint_follows_key_catalog_and_profiles_and_tells_no_key(catalog):
    prints = {
        Reader(catalog, scheme=SCHEME).fingerprint,
        Reader(catalog, scheme=OTHER).fingerprint,
        Reader(catalog, scheme=Scheme()).fingerprint,
        Reader(catalog, [Profile("a")]).fingerprint,
    }
    assert len(prints) == 4
    assert Reader(catalog, scheme=SCHEME).fingerprint in prints


def test_summaries_of_another_decoder_are_made_anew(catalog, monkeypatch):
    before = Reader(catalog, scheme=SCHEME).fingerprint
    monkeypatch.setattr(decoder, "fingerprint", lambda: "0123456789abcdef")
    assert Reader(catalog, scheme=SCHEME).fingerprint != before


def test_the_default_reader_takes_a_profile_by_name():
    (paths.user_data() / "profiles.toml").write_text("[city]\nrule = 'elements-keyless'", "utf-8")
    assert Reader.default("city").choose_scheme(Traits("any", "/")).rule == "elements-keyless"
    assert Reader.default().profiles == (Profile("city", rule="elements-keyless"),)
    with pytest.raises(ProfileError, match="no profile nobody"):
        Reader.default("nobody")


def test_a_profile_is_chosen_by_what_stands_in_the_payload_it_opens(read, catalog, monkeypatch):
    monkeypatch.setenv("RIGHT", SCHEME.key.secret.decode())
    monkeypatch.setenv("WRONG", OTHER.key.secret.decode())
    known = [
        Profile("other", hospital_id="2002", keys=("env:RIGHT",)),
        Profile("closed", hospital_id="1001", keys=("env:WRONG",)),
        Profile("city", hospital_id="1001", keys=("env:WRONG", "env:RIGHT"), severity={"wrong-key": "note"}),
        Profile("rest"),
    ]
    reading = read(by=Reader(catalog, known))
    assert reading.leniency.profile == "city"
    assert reading.verdict.en.startswith("Success")
    assert reading.call.key_label == "env:RIGHT"
    assert read(request=REQUEST.replace("1001", "3003"), by=Reader(catalog, known)).leniency.profile == "rest"
    alone = Reader(catalog, known).read_alone("request", reading.call.exchange.request_body)
    assert alone.leniency.profile == "city"


def test_a_profile_is_chosen_by_operation_and_by_the_port_it_came_in_at(read, catalog):
    known = [Profile("pay", operation="opPay"), Profile("test", operation="NetTest", listen="9001"), Profile("live")]
    reader = Reader(catalog, [replace(one, severity={"wrong-key": "note"}) for one in known])
    exchange = read().call.exchange
    assert reader.read(exchange).leniency.profile == "live"
    assert reader.read(replace(exchange, listener="127.0.0.1:9001")).leniency.profile == "test"


def test_the_passphrase_of_its_keys_is_right_unknown_or_one_clear_line(monkeypatch):
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    (paths.user_data() / "profiles.toml").write_text("[city]\nkeys = ['file:city']", "utf-8")
    key_file.unlock("right")
    key_file.keep("city", SCHEME.key.secret.decode())
    opened = Reader.default()
    assert len(opened.choose_scheme(Traits()).keys) == 1
    assert opened.fingerprint
    key_file.lock()
    locked = Reader.default()
    assert locked.choose_scheme(Traits()).keys == ()
    assert opened.fingerprint != locked.fingerprint
    monkeypatch.setenv(key_file.PASSPHRASE_VARIABLE, "wrong")
    with pytest.raises(LockedError, match="the passphrase does not open"):
        Reader.default()
    with pytest.raises(LockedError, match="the passphrase does not open"):
        Reader.default("city")
    monkeypatch.setenv(key_file.PASSPHRASE_VARIABLE, "right")
    assert Reader.default().fingerprint == opened.fingerprint
    key_file.lock()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=150), st.binary(max_size=150), st.binary(max_size=60))
def test_any_bytes_are_read_summed_up_and_judged(reader, request_body, response_body, head):
    reading = reader.read(Exchange(head, request_body, head, response_body, url="http://x/"))
    assert reading.verdict.zh
    assert reading.verdict.en


def test_the_catalog_in_use_changes_the_fingerprint(tmp_path):
    published = Reader.default().fingerprint
    folder = tmp_path / "east"
    folder.mkdir()
    (folder / "return_codes.toml").write_text("77 = '停机'", "utf-8")
    first = Reader.default(catalog_folder=folder)
    assert first.catalog.return_codes["77"] == "停机"
    assert first.fingerprint != published
    (folder / "return_codes.toml").write_text("77 = '维护'", "utf-8")
    assert Reader.default(catalog_folder=folder).fingerprint not in (published, first.fingerprint)


def test_a_person_may_choose_the_charset_of_a_message(reader):
    body = "<REQ><NAME>内科</NAME></REQ>".encode("gbk")
    alone = reader.read_alone(None, body, charset="cp1252").call.request
    assert (alone.document.root.children[0].value, alone.decoded.chosen) == ("ÄÚ¿Æ", True)
    exchange = Exchange(b"POST / HTTP/1.1\r\n\r\n", body)
    chosen = reader.read(exchange, {"request": "cp1252"}).call.request
    assert chosen.document.root.children[0].value == "ÄÚ¿Æ"
    assert reader.read(exchange).call.request.document.root.children[0].value == "内科"


def test_one_message_alone_is_explained_more_thoroughly_than_those_of_a_session(reader, read):
    theirs = replace(
        SCHEME, own_rule=RULES[SCHEME.rule]._replace(key_part="KEY{key}", payload="plain", charset="gb18030")
    )
    root = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}, ANSWER, theirs)
    alone = reader.read_alone("response", root.encode()).call.response
    assert alone.signature.variant == "key-part+payload+charset"
    recorded = read(answer_scheme=theirs)
    assert recorded.call.response.signature.verdict == "invalid"
    asked = reader.read(recorded.call.exchange, most=THOROUGH).call.response
    assert asked.signature.variant == alone.signature.variant


def test_a_message_that_needs_no_explanation_is_left_as_it_was_opened(reader, read):
    exchange = read().call.exchange
    opened = calls.read(exchange, lambda _: SCHEME)
    assert reader.read(exchange).call == opened
