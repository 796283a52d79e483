from dataclasses import replace

import pytest
from tests.reading.conftest import OTHER, REQUEST, SCHEME

from hisight.protocol import Key, Sealing, compose_root, envelope, limits, payload, signature
from hisight.reading import Reader

FAULT = (
    "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultcode>s:{}</faultcode>"
    "<faultstring>boom</faultstring></s:Fault></s:Body></s:Envelope>"
)


@pytest.mark.parametrize(
    ("body", "status", "remedy"),
    [
        (FAULT.format("Client"), "500 Error", "the platform should compare operation and argument with the WSDL."),
        (FAULT.format("Server"), "200 OK", "Look into the log of the HIS."),
        ("", "200 OK", "Look into the log of the HIS."),
        ("<html/>", "200 OK", "Check the address that is called, and the gateway or login page before the HIS."),
        ("<a/>", "200 OK", "The HIS should return a ROOT document."),
        ("<a>&</a>", "200 OK", "The message of the HIS cannot be read"),
    ],
)
def test_whatever_came_instead_of_an_answer_has_a_remedy(read, body, status, remedy):
    verdict = read(body=body.encode(), status=status).verdict
    assert remedy in verdict.en
    assert verdict.zh.endswith("。")


def test_a_payload_that_opens_otherwise_than_agreed_is_read_and_its_author_told_how(read):
    otherwise = replace(SCHEME, sealing=Sealing("md5"))
    reading = read(request_scheme=otherwise)
    assert reading.call.request.payload.xml == REQUEST
    assert reading.verdict.en == (
        "About the payload of the platform: The ciphertext opens, though not as agreed: the key is its MD5, as bytes. "
        "Encrypt as agreed; if this is what was agreed, change the profile."
    )
    assert reading.verdict.zh.startswith("平台的业务参数：密文可以解开，但与约定不同：")


def test_an_answer_that_breaks_off_was_an_answer(read, reader):
    exchange = replace(read().call.exchange, error="connection reset")
    assert reader.read(exchange).verdict.en.startswith(
        "The answer of the HIS did not come to its end: connection reset. Look at the network to his.example:8080"
    )


def test_a_message_that_was_cut_is_not_called_nonconforming(read, reader):
    whole = read().call.exchange
    half = replace(whole, response_body=whole.response_body[: len(whole.response_body) // 2])
    verdict = reader.read(half).verdict
    assert verdict.en.startswith("The message of the HIS is not whole:")
    assert reader.read(half).failed
    assert "connection" in verdict.en
    refused = read(code="2", answer="").call.exchange
    half = replace(refused, request_body=refused.request_body[:-150])
    assert reader.read(half).verdict.en.startswith(
        "The HIS refused (2): 交易成功. The message of the platform is not whole"
    )


def test_where_both_sides_use_another_key_and_get_along_it_is_ours_that_is_wrong(read):
    verdict = read(request_scheme=OTHER, answer_scheme=OTHER).verdict
    assert "it is most likely the profile of HISight" in verdict.en
    assert "HISight 的配置不对" in verdict.zh
    plain = replace(OTHER, cipher="none")
    assert read(request_scheme=plain, answer_scheme=plain).verdict == verdict
    refused = read(request_scheme=OTHER, answer_scheme=OTHER, code="7", answer="").verdict
    assert "The platform uses another key" in refused.en
    assert "The HIS refused it for that." in refused.en


def test_a_key_that_suits_no_cipher_is_a_matter_of_the_profile(read, catalog):
    short = Reader(catalog, scheme=replace(SCHEME, keys=(Key.from_text("short"),)))
    assert read(by=short).verdict.en.endswith("Correct the profile.")


@pytest.mark.parametrize(
    ("damage", "remedy"),
    [
        (lambda text: f"%2B{text}", "See where the ciphertext was changed"),
        (lambda text: text[:-4], "Look for a limit on lengths"),
        (lambda text: payload.seal_payload("text", SCHEME), "What is encrypted should be a REQ or RES document"),
        (lambda text: payload.seal_payload(REQUEST, OTHER), "Compare the keys (which system"),
    ],
)
def test_a_payload_that_does_not_open_has_a_remedy(reader, damage, remedy):
    root = envelope.read(compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, SCHEME))
    damaged = root.replacing("REQ_ENCRYPTED", damage(root.get("REQ_ENCRYPTED")))
    signed = damaged.replacing("SIGN", signature.make("request", damaged, "", SCHEME))
    verdict = reader.read_alone("request", signed.text.encode()).verdict
    assert verdict.en.startswith("The payload of the platform cannot be decrypted:")
    assert remedy in verdict.en


def test_a_body_that_nobody_looks_into_is_called_too_large(read):
    verdict = read(body=b"<ROOT>" + b" " * limits.LARGEST_READ).verdict
    assert verdict.en == "The message of the HIS cannot be read: the body has 6.0 MB; HISight looks into 6 MB at most."
