"""Messages made from nothing: what the mock peers and a composer send."""

from collections.abc import Mapping

from hisight.protocol import markup, payload, signature
from hisight.protocol.envelope import PAYLOAD_NAME, Envelope, read
from hisight.protocol.notes import Direction
from hisight.protocol.scheme import Scheme

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def compose_root(direction: Direction, fields: Mapping[str, str], document: str, scheme: Scheme) -> str:
    """A signed ROOT document around the payload `document` (empty for none). Answers stand in CDATA, as section 2.1 asks.

    `fields` are FUN_CODE and USER_ID, or RETURN_CODE and RETURN_MSG. Raises CipherError when the scheme cannot encrypt.
    """
    sealed = payload.seal_payload(document, scheme) if document else ""
    values = {**fields, "SIGN_TYPE": "MD5", "SIGN": "", PAYLOAD_NAME[direction]: sealed}
    unsigned = _root(direction, values)
    return _root(direction, {**values, "SIGN": signature.make(direction, unsigned, document, scheme)}).text


def soap_request(operation: str, argument: str, root: str, namespace: str) -> str:
    """A SOAP 1.1 request that hands `root` to `operation` as the escaped string `argument`."""
    content = f"<{argument}>{markup.escape(root)}</{argument}>"
    return _soap(f'<ns:{operation} xmlns:ns="{namespace}">{content}</ns:{operation}>')


def soap_answer(operation: str, root: str, namespace: str) -> str:
    """The SOAP 1.1 answer of `operation`, with `root` in CDATA as `<Operation>Result`."""
    content = f"<{operation}Result>{markup.cdata(root)}</{operation}Result>"
    return _soap(f'<{operation}Response xmlns="{namespace}">{content}</{operation}Response>')


def _soap(body: str) -> str:
    return f'{_DECLARATION}<soap:Envelope xmlns:soap="{_SOAP}"><soap:Body>{body}</soap:Body></soap:Envelope>'


def _root(direction: Direction, values: Mapping[str, str]) -> Envelope:
    write = markup.cdata if direction == "response" else markup.escape
    fields = "".join(f"<{name}>{write(value) if value else ''}</{name}>" for name, value in values.items())
    return read(f"{_DECLARATION}<ROOT>{fields}</ROOT>")
