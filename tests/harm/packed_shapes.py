"""Harm that is packed: in ciphertext, in CDATA, in MIME parts, escaped twice, in a form."""

import base64
from collections.abc import Callable, Mapping
from urllib.parse import quote

from tests.harm.shapes import (
    ANSWER,
    GZIP,
    MB,
    NAMESPACE,
    SCHEME,
    SOAP,
    Shape,
    attributes,
    deep,
    escaped_answer,
    good_answer,
    root_with,
    siblings,
    value,
    zipped,
)

from hisight.protocol import Scheme, compose_root, markup, soap_answer

_ENCRYPTED = Scheme("aes-128-ecb", SCHEME.rule, SCHEME.keys)
_XOP = "http://www.w3.org/2004/08/xop/include"
_MTOM = 'Content-Type: multipart/related; boundary=b; type="application/xop+xml"; start="<m>"\r\n'
_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
_INCLUDE = '<x:Include href="cid:a1"/>'


def _in_ciphertext(payload: str) -> Shape:
    root = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, payload, _ENCRYPTED)
    return Shape(lambda: soap_answer("NetTest", root, NAMESPACE).encode())


def _in_cdata(payload: str) -> Shape:
    values = f"<RETURN_CODE>0</RETURN_CODE><RES_ENCRYPTED>{markup.cdata(payload)}</RES_ENCRYPTED>"
    return Shape(lambda: _answer(markup.cdata(f"<ROOT>{values}</ROOT>")).encode())


def _in_a_part(payload: str) -> Shape:
    root = root_with(payload).encode()
    return Shape(lambda: _parts(_including(_INCLUDE), root), head=_MTOM)


def _escaped_twice(payload: str) -> Shape:
    return Shape(lambda: escaped_answer(markup.escape(root_with(markup.escape(payload)))))


def _answer(content: str, declared: str = "") -> str:
    return (
        f'<S:Envelope xmlns:S="{SOAP}"><S:Body{declared}><NetTestResponse><NetTestResult>{content}</NetTestResult>'
        "</NetTestResponse></S:Body></S:Envelope>"
    )


def _including(content: str) -> str:
    return _answer(content, f' xmlns:x="{_XOP}"')


def _parts(message: bytes | str, *attached: bytes, head: str = "") -> bytes:
    """A multipart body whose first part is `message`; the others are a1, a2 ..."""
    first = message.encode() if isinstance(message, str) else message
    lines = [b"--b\r\nContent-Type: application/xop+xml\r\nContent-ID: <m>\r\n%s\r\n%s" % (head.encode(), first)]
    lines += [b"--b\r\nContent-ID: <a%d>\r\n\r\n%s" % (number, one) for number, one in enumerate(attached, start=1)]
    return b"\r\n".join((*lines, b"--b--\r\n"))


_PACKINGS: Mapping[str, Callable[[str], Shape]] = {
    "in ciphertext": _in_ciphertext,
    "in CDATA": _in_cdata,
    "in a MIME part": _in_a_part,
    "escaped twice": _escaped_twice,
}
_PAYLOADS: Mapping[str, tuple[Callable[[], str], tuple[str, ...]]] = {
    "100,000 siblings": (lambda: siblings(100_000), ("too-large", "unknown-field")),
    "100,000 attributes": (lambda: attributes(100_000), ()),
    "depth 200,000": (lambda: f"<RES>{deep(100_000)}</RES>", ("ill-formed",)),
    "text of 4 MB": (lambda: value(4 * MB), ("bad-date",)),
    "never closed": (lambda: "<RES>" + "<SYSDATE>" * 200_000, ("ill-formed",)),
    "NULs": (lambda: value(100, end="\0" * 100_000), ("control-character",)),
    "lone surrogates": (lambda: "<RES><SYSDATE>&#xD800;&#57343;</SYSDATE></RES>", ("control-character",)),
}


def _packed(pack: Callable[[str], Shape], payload: Callable[[], str], says: tuple[str, ...]) -> Shape:
    empty = pack("")
    return Shape(lambda: pack(payload()).make(), says, empty.head)


PACKED: Mapping[str, Shape] = {
    **{
        f"{harm}, {where}": _packed(pack, payload, says)
        for where, pack in _PACKINGS.items()
        for harm, (payload, says) in _PAYLOADS.items()
    },
    "4 MB of < in ciphertext": Shape(lambda: _in_ciphertext("<RES>" + "<" * 4 * MB).make(), ("ill-formed",)),
    "400,000 sections without an end": Shape(
        lambda: _in_cdata("<RES><SYSDATE>" + "<![CDATA[x" * 400_000).make(), ("ill-formed",)
    ),
    "200,000 includes": Shape(lambda: _parts(_including(_INCLUDE * 200_000), root_with(ANSWER).encode()), head=_MTOM),
    "16 includes of 5 MB": Shape(
        lambda: _parts(_including(f"<a>{_INCLUDE}</a>" * 16), root_with(value(5 * MB)).encode()),
        head=_MTOM,
        says=("too-large",),
    ),
    "includes at depth 250": Shape(
        lambda: _parts(_including("<b>" * 240 + _INCLUDE * 50_000 + "</b>" * 240), root_with(ANSWER).encode()),
        head=_MTOM,
        says=("no-root",),
    ),
    "an include with 80,000 addresses": Shape(
        lambda: _parts(_including("<x:Include " + 'href="cid:a1" ' * 80_000 + "<"), root_with(ANSWER).encode()),
        head=_MTOM,
        says=("ill-formed",),
    ),
    "200,000 parts": Shape(lambda: _parts(good_answer(), *[b""] * 200_000), head=_MTOM, says=("broken-multipart",)),
    "900 attachments": Shape(lambda: _parts(good_answer(), *[b"\xb0\xa1" * 8000] * 900), head=_MTOM),
    "an attachment of 30 MB": Shape(lambda: _parts(good_answer(), b"x" * 30 * MB), head=_MTOM, says=("too-large",)),
    "a boundary of 5 MB of blanks": Shape(
        lambda: b"--" + b"x " * 100 + b" " * 5 * MB + b"x",
        head="Content-Type: multipart/related\r\n",
        says=("not-soap",),
    ),
    "a part of 15 MB in base64": Shape(
        lambda: _parts(base64.encodebytes(good_answer(value(10 * MB))), head="Content-Transfer-Encoding: base64\r\n"),
        head=_MTOM,
        says=("too-large",),
    ),
    "a part of 15 MB in quoted-printable": Shape(
        lambda: _parts(b"=3C" * 5 * MB, head="Content-Transfer-Encoding: quoted-printable\r\n"),
        head=_MTOM,
        says=("ill-formed",),
    ),
    "a form of 9 MB": Shape(lambda: b"xml=" + b"%3C" * 3 * MB, ("ill-formed",), _FORM),
    "a form of 30 MB": Shape(lambda: b"xml=" + b"%3C" * 10 * MB, ("too-large",), _FORM),
    "a form of 15 MB that unfolds": Shape(
        lambda: zipped(15 * MB, begin=b"xml=", unit=b"%3C" * 20_000), ("ill-formed",), f"{_FORM}{GZIP}"
    ),
    "a form with text of 5 MB": Shape(
        lambda: b"xml=" + quote(root_with(value(5 * MB)), safe="").encode(), ("bad-date",), _FORM
    ),
    "1,000 parameters of a form": Shape(lambda: (b"a=" + b"%41" * 1500 + b"!&") * 1000, ("not-soap",), _FORM),
}
