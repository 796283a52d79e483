from dataclasses import replace

from tests.reading.conftest import SCHEME

from hisight.reading.forms import LARGEST_DUMP, dumped, head_lines, readable, signed_bytes, written


def test_the_readable_form_is_the_decrypted_payload(read):
    assert readable(read().call.response) == "<RES>\n  <SYSDATE>2026-11-23 10:00:00</SYSDATE>\n</RES>"


def test_what_cannot_be_decrypted_is_read_one_layer_further_out(read):
    assert "<ROOT>" in readable(read(answer="").call.response)
    assert readable(read(body=b"<html>\xe5\x86\x85</html>").call.response) == "<html>内</html>"


def test_the_written_form_has_head_and_body(read, reader):
    text = written(read().call.response)
    assert text.startswith("HTTP/1.1 200 OK\n\n<?xml")
    assert written(reader.read_alone("request", b"<REQ/>").call.request) == "<REQ/>"


def test_a_form_is_written_as_it_came(reader):
    body = "a=1&xml=%3CREQ/%3E"
    request = reader.read_alone("request", body.encode()).call.request
    assert (written(request), readable(request)) == (body, "<REQ/>")


def test_the_head_is_one_line_a_field(read):
    assert head_lines(read().call.request) == ("POST /his HTTP/1.1",)


def test_a_dump_says_how_much_it_leaves_out():
    assert dumped(b"AB").endswith("AB")
    assert dumped(bytes(LARGEST_DUMP + 1234)).endswith("… +1,234")


def test_the_signed_bytes_are_dumped_without_the_key_and_of_many_both_ends(read):
    status = read().call.request.signature
    assert "** **" in signed_bytes(status)
    assert SCHEME.key.secret.decode()[:4] not in signed_bytes(status)
    long = replace(
        status, base_string="x" * LARGEST_DUMP + status.base_string, signed=b"x" * LARGEST_DUMP + status.signed
    )
    assert f"… +{len(status.signed)}" in signed_bytes(long)
    assert "** **" in signed_bytes(long)
