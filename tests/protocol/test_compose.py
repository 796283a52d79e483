from hisight.protocol import Key, Scheme, compose_root, envelope, open_message, soap_answer, soap_request

KEY = Key.from_text("0123456789ABCDEF")
SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))


def test_a_composed_request_opens_valid_inside_soap():
    root = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, "<REQ/>", SCHEME)
    body = soap_request("NetTest", "strXml", root, "urn:x").encode()
    message = open_message(None, body, lambda _: SCHEME)
    assert (message.signature.verdict, message.payload.xml, message.transport.style) == ("valid", "<REQ/>", "escaped")


def test_a_composed_answer_puts_its_five_values_in_cdata():
    root = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}, "<RES/>", SCHEME)
    assert [entry.style for entry in envelope.read(root).fields] == ["cdata"] * 5
    message = open_message(None, soap_answer("NetTest", root, "urn:x").encode(), lambda _: SCHEME)
    assert (message.signature.verdict, message.transport.argument) == ("valid", "NetTestResult")


def test_no_document_makes_an_empty_payload():
    root = compose_root("response", {"RETURN_CODE": "99", "RETURN_MSG": ""}, "", SCHEME)
    assert envelope.read(root).get("RES_ENCRYPTED") == ""
