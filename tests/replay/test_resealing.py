"""A recorded request sealed by another profile."""

import pytest

from hisight.errors import HisightError
from hisight.protocol import Key, Scheme, compose_root, open_message, soap_request
from hisight.replay.resealing import sealed_by

OLD = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text("0123456789ABCDEF", "old"),))
NEW = Scheme("sm4-cbc", "sorted-query-key-lower", (Key.from_text("FEDCBA9876543210", "new"),))
XML = "<REQ><HOSPITAL_ID>1001</HOSPITAL_ID></REQ>"


def message(scheme=OLD):
    root = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, XML, scheme)
    return open_message("request", soap_request("NetTest", "xml", root, "urn:his").encode(), lambda _: scheme)


@pytest.mark.parametrize("scheme", [NEW, Scheme("none", "elements-keyless"), Scheme(keys=NEW.keys)])
def test_the_other_side_opens_and_verifies_it_with_its_own_scheme(scheme):
    opened = open_message("request", sealed_by(message(), scheme, XML), lambda _: scheme)
    assert opened.payload.xml == XML
    assert opened.signature.verdict == "valid"
    assert opened.payload.key in (None, *scheme.keys)


def test_what_the_profile_leaves_open_stays_as_it_was():
    opened = open_message("request", sealed_by(message(), Scheme(keys=NEW.keys), XML), lambda _: Scheme(keys=NEW.keys))
    assert (opened.payload.cipher, opened.signature.rule) == ("aes-128-ecb", "sorted-query-key")


def test_a_payload_alone_has_no_place_for_a_sign_and_is_refused():
    alone = open_message("request", XML.encode(), lambda _: OLD)
    with pytest.raises(HisightError, match="ROOT"):
        sealed_by(alone, NEW, XML)
