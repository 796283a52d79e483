from hisight.protocol.transports import Package


def test_a_body_that_is_not_packed_is_its_own_content():
    package = Package(b"<a/>", b"<a/>")
    assert (package.kind, package.pack(b"<a/>"), package.pack(b"<b/>")) == ("", b"<a/>", b"<b/>")
