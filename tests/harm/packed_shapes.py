"""Harm that is packed: in MIME parts, in a form, in ciphertext, in CDATA, escaped twice, in the SOAP Body itself."""

import base64
import zlib
from collections.abc import Mapping
from urllib.parse import quote

from hisight.protocol import Scheme, compose_root, markup, soap_answer, soap_request
from tests.harm.shapes import (
    ANSWER,
    MB,
    MOST,
    SCHEME,
    SOAP,
    Shape,
    attributes,
    deep,
    escaped_answer,
    good_answer,
    root_with,
    siblings,
    text,
    value,
    zipped,
)

_ENCRYPTED = Scheme("aes-128-ecb", SCHEME.rule, SCHEME.keys)
_XOP = "http://www.w3.org/2004/08/xop/include"
_MTOM = 'Content-Type: multipart/related; boundary=b; type="application/xop+xml"; start="<m>"\r\n'
_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def encrypted(payload: str) -> bytes:
    """An answer of NetTest with that payload, encrypted and rightly signed."""
    root = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}, payload, _ENCRYPTED)
    return soap_answer("NetTest", root, "http://his.example/").encode("utf-8", "surrogatepass")


def _body(content: str, around: str = "") -> str:
    return f'<S:Envelope xmlns:S="{SOAP}" {around}><S:Body>{content}</S:Body></S:Envelope>'


def _mtom(message: bytes | str, *attached: bytes, head: str = "") -> bytes:
    """A multipart body whose first part is `message`; the others are a1, a2 ..."""
    message = message.encode() if isinstance(message, str) else message
    parts = [b"--b\r\nContent-Type: application/xop+xml\r\nContent-ID: <m>\r\n" + head.encode() + b"\r\n" + message]
    for number, content in enumerate(attached, start=1):
        parts.append(b"--b\r\nContent-ID: <a%d>\r\n\r\n%s" % (number, content))
    return b"\r\n".join([*parts, b"--b--\r\n"])


def _includes(count: int, number: int = 1) -> str:
    include = f'<x:Include href="cid:a{number}"/>'
    return _body(f'<NetTestResponse xmlns:x="{_XOP}">{f"<a>{include}</a>" * count}</NetTestResponse>')


def _cdata(payload: str) -> str:
    """The payload in CDATA, in a ROOT that stands in CDATA itself."""
    root = f"<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>x</RETURN_MSG><RES_ENCRYPTED>{markup.cdata(payload)}</RES_ENCRYPTED></ROOT>"
    return _body(f"<NetTestResponse><NetTestResult>{markup.cdata(root)}</NetTestResult></NetTestResponse>")


def _twice(payload: str) -> bytes:
    return escaped_answer(markup.escape(root_with(markup.escape(payload))))


def _asked(code: str, payload: str) -> bytes:
    """A request of the function `code`."""
    root = compose_root("request", {"FUN_CODE": code, "USER_ID": "u"}, payload, SCHEME)
    return soap_request("Any", "xml", root, "http://his.example/").encode()


PACKED: Mapping[str, Shape] = {
    # MIME parts
    "200,000 includes": Shape(lambda: _mtom(_includes(200_000), root_with(ANSWER).encode()), head=_MTOM),
    "200,000 includes of nothing": Shape(lambda: _mtom(_includes(200_000, 7), b"x"), head=_MTOM),
    "16 includes of 5 MB": Shape(lambda: _mtom(_includes(16), root_with(value(5 * MB)).encode()), head=_MTOM),
    "an include of 1 MB": Shape(
        lambda: _mtom(
            _body(
                f'<a xmlns:x="{_XOP}"><x:Include {"href=" + chr(34) + "cid:a1" + chr(34) + " "} ' * 1
                + 'href="cid:a1" ' * 80_000
                + "<"
            ),
            root_with(ANSWER).encode(),
        ),
        head=_MTOM,
    ),
    "an include of blanks": Shape(
        lambda: _mtom(_body(f'<a xmlns:x="{_XOP}"><x:Include href' + " " * MB + "/></a>"), root_with(ANSWER).encode()),
        head=_MTOM,
    ),
    "includes that end in blanks": Shape(
        lambda: _mtom(
            _body(f'<a xmlns:x="{_XOP}">' + '<x:Include href="cid:a1">' + " " * MB + "</a>"), root_with(ANSWER).encode()
        ),
        head=_MTOM,
    ),
    "includes at depth 250": Shape(
        lambda: _mtom(
            _body(
                f'<a xmlns:x="{_XOP}">' + "<b>" * 240 + '<x:Include href="cid:a1"/>' * 100_000 + "</b>" * 240 + "</a>"
            ),
            root_with(ANSWER).encode(),
        ),
        head=_MTOM,
    ),
    "an included document of 200,000 elements": Shape(
        lambda: _mtom(_includes(1), root_with(siblings(200_000)).encode()), head=_MTOM
    ),
    "an included document 200,000 deep": Shape(
        lambda: _mtom(_includes(1), root_with(f"<RES>{deep(200_000)}</RES>").encode()), head=_MTOM
    ),
    "200,000 parts": Shape(lambda: _mtom(good_answer(), *[b""] * 200_000), head=_MTOM),
    "a part head of 5 MB": Shape(lambda: _mtom(good_answer(), head="X: y\r\n" * 800_000), head=_MTOM),
    "an attachment of 50 MB": Shape(lambda: _mtom(good_answer(), b"x" * 50 * MB), head=_MTOM),
    "an attachment of 15 MB of Chinese": Shape(
        lambda: _mtom(good_answer(), "医院".encode() * (15 * MB // 6)), head=_MTOM
    ),
    "an attachment of 15 MB of NULs": Shape(lambda: _mtom(good_answer(), b"\0" * 15 * MB), head=_MTOM),
    "900 attachments of 16 KB": Shape(lambda: _mtom(good_answer(), *[b"\xb0\xa1" * 8000] * 900), head=_MTOM),
    "a boundary line of 5 MB of blanks": Shape(
        lambda: b"--" + b" " * 5 * MB + b"x", head="Content-Type: multipart/related\r\n"
    ),
    "boundaries followed by blanks": Shape(lambda: (b"\r\n--b" + b" " * 1000 + b"x") * 5000, head=_MTOM),
    "a message in base64 of 15 MB": Shape(
        lambda: _mtom(base64.encodebytes(good_answer(value(10 * MB))), head="Content-Transfer-Encoding: base64\r\n"),
        head=_MTOM,
    ),
    "a message in quoted-printable of 15 MB": Shape(
        lambda: _mtom(b"=3C" * 5 * MB, head="Content-Transfer-Encoding: quoted-printable\r\n"), head=_MTOM
    ),
    # forms
    "a form of 9 MB": Shape(lambda: b"xml=" + b"%3C" * 3 * MB, head=_FORM),
    "a form of 9 MB with a document": Shape(
        lambda: b"xml=" + quote(root_with(value(5 * MB, end="<" * MB)), safe="").encode(), head=_FORM
    ),
    "a form of 60 MB": Shape(lambda: b"xml=" + b"%3C" * 20 * MB, head=_FORM),
    "a form of 200,000 parameters": Shape(lambda: b"a=QUJDREVGR0hJSktMTU5PUFFSU1RVVldY!&" * 200_000, head=_FORM),
    "a form of 1,000 long parameters": Shape(lambda: (b"a=" + b"%41" * 5000 + b"!&") * 1000, head=_FORM),
    # ciphertext
    "encrypted: 100,000 siblings": Shape(lambda: encrypted(siblings(100_000)), ("unknown-field",)),
    "encrypted: 100,000 attributes": Shape(lambda: encrypted(attributes(100_000))),
    "encrypted: text of 4 MB": Shape(lambda: encrypted(value(4 * MB)), ("bad-date",)),
    "encrypted: depth 200,000": Shape(lambda: encrypted(f"<RES>{deep(200_000)}</RES>"), ("ill-formed",)),
    "encrypted: 4 MB never closed": Shape(lambda: encrypted("<RES>" + "<SYSDATE>" * (4 * MB // 9))),
    "encrypted: 4 MB of <": Shape(lambda: encrypted("<RES>" + "<" * 4 * MB)),
    "encrypted: a value never closed": Shape(lambda: encrypted("<RES><SYSDATE>" + "x" * 4 * MB)),
    "encrypted: NULs": Shape(lambda: encrypted("<RES><SYSDATE>" + "\0" * 4 * MB + "</SYSDATE></RES>")),
    "encrypted: lone surrogates": Shape(
        lambda: encrypted("<RES><SYSDATE>&#xD800;</SYSDATE></RES>"), ("control-character",)
    ),
    "encrypted: noise of 4 MB": Shape(lambda: encrypted("<RES>" + "\x01\x02\ufffd" * 800_000)),
    "encrypted: words of 4 MB": Shape(lambda: encrypted("x" * 4 * MB)),
    "encrypted: blanks of 4 MB": Shape(lambda: encrypted(" " * 4 * MB)),
    "noise of 4 MB in blocks": Shape(
        lambda: good_answer(base64.b64encode(zlib.compress(bytes(range(256)) * 10) * 20_000).decode()[: 4 * MB])
    ),
    "noise of 4 MB in hex": Shape(lambda: good_answer("0123456789ABCDEF" * (4 * MB // 16))),
    # CDATA
    "in CDATA: 100,000 siblings": Shape(lambda: _cdata(siblings(100_000)), ("unknown-field",)),
    "in CDATA: depth 200,000": Shape(lambda: _cdata(f"<RES>{deep(200_000)}</RES>")),
    "in CDATA: text of 5 MB": Shape(lambda: _cdata(value(5 * MB))),
    "in CDATA: 5 MB of ]]>": Shape(lambda: _cdata("<RES><SYSDATE>" + "]]>" * (MB // 10) + "</SYSDATE></RES>")),
    "in CDATA: 500,000 sections": Shape(
        lambda: _cdata("<RES><SYSDATE>" + "<![CDATA[x]]>" * 400_000 + "</SYSDATE></RES>")
    ),
    "in CDATA: sections without an end": Shape(lambda: _cdata("<RES><SYSDATE>" + "<![CDATA[x" * 400_000)),
    "in CDATA: 4 MB never closed": Shape(lambda: _cdata("<RES>" + "<SYSDATE>" * 400_000)),
    "in CDATA: NULs": Shape(lambda: _cdata("<RES><SYSDATE>" + "\0" * MB + "</SYSDATE></RES>")),
    "CDATA sections one by one": Shape(lambda: _body("<a><b>" + "<![CDATA[x]]>" * 450_000 + "</b></a>")),
    # twice
    "escaped twice: 100,000 siblings": Shape(lambda: _twice(siblings(100_000)), ("double-escaped",)),
    "escaped twice: text of 5 MB": Shape(lambda: _twice(value(5 * MB)), ("double-escaped",)),
    "escaped twice: 4 MB never closed": Shape(lambda: _twice("<RES>" + "<A>" * 200_000), ("double-escaped",)),
    "escaped twice: depth 200,000": Shape(lambda: _twice("<RES>" + deep(120_000) + "</RES>")),
    "escaped twice: &": Shape(lambda: _twice("<RES><SYSDATE>" + "&" * 300_000 + "</SYSDATE></RES>")),
    # the SOAP Body itself
    "4 MB never closed": Shape(lambda: good_answer("<RES>" + "<SYSDATE>" * (4 * MB // 9))),
    "4 MB never closed, bare": Shape(lambda: "<ROOT>" + "<RETURN_CODE>" * (4 * MB // 13)),
    "a value of 4 MB never closed": Shape(lambda: "<ROOT><RETURN_CODE>" + "x" * 4 * MB),
    "a payload of 4 MB never closed": Shape(lambda: "<ROOT><RES_ENCRYPTED>" + "x" * 4 * MB),
    "a payload of 4 MB of < never closed": Shape(lambda: "<ROOT><RES_ENCRYPTED>" + "<" * 4 * MB),
    "a payload of 4 MB of ] never closed": Shape(lambda: "<ROOT><RES_ENCRYPTED><![CDATA[" + "]" * 4 * MB),
    "a body of 100,000 elements at depth 240": Shape(lambda: _body("<a>" * 240 + "<b/>" * 100_000 + "</a>" * 240)),
    "a ROOT at depth 240 with 100,000 elements": Shape(
        lambda: _body(
            "<a>" * 240
            + root_with("").replace("</RES_ENCRYPTED>", siblings(100_000) + "</RES_ENCRYPTED>")
            + "</a>" * 240
        )
    ),
    "a ROOT at depth 240 behind 100,000 elements": Shape(
        lambda: _body("".join(f"<a>{'<b/>' * 400}" for _ in range(240)) + root_with(ANSWER) + "</a>" * 240)
    ),
    "an argument behind 100,000 of base64": Shape(
        lambda: _body("<a>" + "<b>QUJDREVGR0hJSktMTU5PUFFSU1RVVldY</b>" * 100_000 + "</a>")
    ),
    "100,000 arguments that are escaped": Shape(lambda: _body("<a>" + "<b>&amp;lt;x&amp;gt;</b>" * 100_000 + "</a>")),
    "100,000 arguments": Shape(lambda: _body("<a>" + "<b>1</b>" * 100_000 + "</a>")),
    "100,000 multiRefs": Shape(
        lambda: _body(
            '<multiRef id="id9">' + markup.escape(root_with(ANSWER)) + "</multiRef>" + '<a href="#id1"/>' * 100_000
        )
    ),
    "a fault of 100,000 elements": Shape(lambda: _body("<S:Fault>" + "<detail>x</detail>" * 100_000 + "</S:Fault>")),
    "a fault of 250 codes": Shape(
        lambda: _body("<S:Fault><Code>" + "<Value>" * 240 + "x" * 20_000 + "</Value>" * 240 + "</Code></S:Fault>")
    ),
    "1,000 prefixes on 100,000 elements": Shape(
        lambda: _body(
            "<a>" + "".join(f"<p{n % 1000}:b/>" for n in range(100_000)) + "</a>",
            " ".join(f'xmlns:p{n}="u{n}"' for n in range(1000)),
        )
    ),
    "10,000 prefixes on 100,000 elements": Shape(
        lambda: _body(
            "<a>" + "".join(f"<p{n % 10000}:b/>" for n in range(100_000)) + "</a>",
            " ".join(f'xmlns:p{n}="u{n}"' for n in range(10000)),
        )
    ),
    "elements each with a namespace": Shape(
        lambda: _body("<a>" + "".join(f'<b xmlns="u{n}"/>' for n in range(100_000)) + "</a>")
    ),
    "an element of 400,000 a and as many behind it": Shape(
        lambda: "<ROOT><" + "a" * 400_000 + ">" + "a" * 1_000_000 + "</b></ROOT>"
    ),
    "100,000 values in one ROOT of megabytes": Shape(lambda: "<ROOT>" + "<RES_ENCRYPTED>" * 900 + "x" * 4 * MB),
    "a page of 5 MB": Shape(lambda: "<html><body>" + "<p>x" * MB),
    "a comment of 5 MB that is none": Shape(lambda: "<ROOT><!-- " + "- " * (5 * MB // 2)),
    "a declaration of 5 MB": Shape(lambda: "<?xml " + "a='b' " * (5 * MB // 6) + "?><ROOT/>"),
    "5 MB of blanks before": Shape(lambda: " " * 5 * MB + good_answer().decode()),
    "5 MB of BOMs": Shape(lambda: "\ufeff" * (5 * MB // 3) + good_answer().decode()),
    "5 MB of instructions before": Shape(lambda: "<?a b?>" * (5 * MB // 7) + "<ROOT/>"),
    "5 MB of text behind": Shape(lambda: good_answer().decode() + "x" * 5 * MB),
    "5 MB of documents one behind another": Shape(lambda: good_answer().decode() * 8000),
    # what the catalog says of it
    "unknown function: 100,000 siblings": Shape(lambda: _asked("9999", siblings(100_000)), in_request=True),
    "unknown function: 100,000 siblings of other names": Shape(
        lambda: _asked("9999", "<REQ>" + "".join(f"<X{n}>1</X{n}>" for n in range(100_000)) + "</REQ>"), in_request=True
    ),
    "36 required fields missing among 100,000": Shape(
        lambda: _asked("2036", "<REQ>" + "<X>1</X>" * 100_000 + "</REQ>"), in_request=True
    ),
    "100,000 times one of 36 required fields": Shape(
        lambda: _asked("2036", "<REQ>" + "<HOSPITAL_ID>1</HOSPITAL_ID>" * 100_000 + "</REQ>"), in_request=True
    ),
    "a wide group of short names at depth 240": Shape(
        lambda: good_answer("<RES>" + "<a>" * 240 + "<b/>" * 100_000 + "</a>" * 240 + "</RES>")
    ),
    "40,000 groups of short names at depth 200": Shape(
        lambda: good_answer("<RES>" + "<a>" * 200 + "<b><c/></b>" * 50_000 + "</a>" * 200 + "</RES>")
    ),
    "known names wide at depth 240": Shape(
        lambda: good_answer("<RES>" + "<SYSDATE>" * 240 + "<SYSDATE/>" * 100_000 + "</SYSDATE>" * 240 + "</RES>")
    ),
    "100,000 times ROOT fields in the payload": Shape(
        lambda: good_answer("<RES>" + "<RETURN_CODE>0</RETURN_CODE>" * 100_000 + "</RES>")
    ),
    "a closing tag of 400,000 a behind 1,000,000": Shape(
        lambda: "<ROOT><b>" + "a" * 1_000_000 + "</" + "a" * 40_000 + "></ROOT>"
    ),
    "a tag of 40,000 a that is never closed": Shape(
        lambda: "<ROOT><" + "a" * 40_000 + ">" + "a" * 1_000_000 + "</ROOT>"
    ),
    "broken tags, each another": Shape(
        lambda: "<ROOT>" + "".join(f"<A{n}>x</B{n}>" for n in range(90_000)) + "</ROOT>"
    ),
    # the head
    "a charset behind blanks": Shape(good_answer, head="Content-Type: text/xml; charset=" + " " * 100_000 + "!\r\n"),
    "a boundary of 1 MB": Shape(good_answer, head='Content-Type: multipart/related; boundary="' + "\\b" * MB + "\r\n"),
    "100,000 parameters": Shape(good_answer, head="Content-Type: text/xml" + "; a=b" * 100_000 + "\r\n"),
    "100,000 encodings": Shape(good_answer, head="Content-Encoding: " + "gzip, " * 100_000 + "\r\n"),
    "a start line of 1 MB": Shape(good_answer, head="\r\n \t" * 200_000 + "\r\n"),
    "gzip of a form of 9 MB": Shape(
        lambda: zipped(15 * MB, begin=b"xml=", unit=b"%3C" * 20_000), head=_FORM + "Content-Encoding: gzip\r\n"
    ),
    "gzip of parts": Shape(
        lambda: zipped(15 * MB, begin=_mtom(good_answer())[:-7], unit=b"--b\r\n\r\n\r\n" * 6000),
        head=_MTOM + "Content-Encoding: gzip\r\n",
    ),
    "100 MB of text": Shape(lambda: b"x" * 100 * MB),
    "100 MB of XML": Shape(lambda: b"<ROOT>" + b"<a>x</a>" * (100 * MB // 8)),
    "60 MB of emoji": Shape(lambda: "\U0001f3e5" * 15 * MB),
    "60 MB of ciphertext": Shape(lambda: b"QUJD" * 15 * MB),
    "gzip of 6 MB and damage": Shape(
        lambda: zipped(6 * MB, unit=bytes(range(256)) * 256)[:-40] + b"x" * 5 * MB, head="Content-Encoding: gzip\r\n"
    ),
    "5 MB of damaged br": Shape(lambda: b"\x8b\x00" + b"x" * 5 * MB, head="Content-Encoding: br\r\n"),
    "5 MB of many gzips": Shape(lambda: zlib_many(), head="Content-Encoding: gzip\r\n"),
    "text in 1,000,000 lines": Shape(lambda: good_answer("<RES>" + "\n" * MB + "<SYSDATE>x\n</SYSDATE></RES>")),
    "LF and CR LF in 100,000 values": Shape(
        lambda: good_answer("<RES>" + "<DEPT_NAME>a\nb\r\n</DEPT_NAME>" * 90_000 + "</RES>")
    ),
    "100,000 values of another charset": Shape(
        lambda: good_answer("<RES>" + "<DEPT_NAME>鍐呯闂ㄨ瘖</DEPT_NAME>" * 90_000 + "</RES>")
    ),
    "100,000 dates": Shape(lambda: good_answer("<RES>" + "<SYSDATE>2026/11/23</SYSDATE>" * 100_000 + "</RES>")),
    "100,000 times": Shape(
        lambda: good_answer(
            "<RES>"
            + "".join(
                f"<SYSDATE>{n // 60 % 24:02}{n % 60:02}-{n // 7 % 24:02}{n // 3 % 60:02}</SYSDATE>"
                for n in range(100_000)
            )
            + "</RES>"
        )
    ),
    "rows without their 41 fields": Shape(
        lambda: good_answer("<RES>" + "<REC_ITEM_LIST><X/></REC_ITEM_LIST>" * 39_000 + "</RES>"), asks="2033"
    ),
    "rows that are empty": Shape(
        lambda: good_answer("<RES>" + "<REC_ITEM_LIST><BILL_NO/></REC_ITEM_LIST>" * 39_000 + "</RES>"), asks="2033"
    ),
    "80,000 values, each misread": Shape(
        lambda: good_answer(
            "<RES>" + "".join(f"<DEPT_NAME>鍐呯闂ㄨ瘖{n}</DEPT_NAME>" for n in range(79_000)) + "</RES>"
        )
    ),
    "80,000 values, each with questions": Shape(
        lambda: good_answer("<RES>" + "".join(f"<DEPT_NAME>??内科{n}</DEPT_NAME>" for n in range(79_000)) + "</RES>")
    ),
    "80,000 values, each of escapes": Shape(
        lambda: good_answer(
            "<RES>" + "".join(f"<DEPT_NAME>\\u5185\\u5186{n}</DEPT_NAME>" for n in range(79_000)) + "</RES>"
        )
    ),
    "80,000 names with references": Shape(
        lambda: good_answer("<RES>" + "".join(f"<D{n}>&amp;lt;x</D{n}>" for n in range(79_000)) + "</RES>")
    ),
    "rows with other names each": Shape(
        lambda: good_answer(
            "<RES>" + "".join(f"<REC_ITEM_LIST><BILL_{n}/></REC_ITEM_LIST>" for n in range(39_000)) + "</RES>"
        ),
        asks="2033",
    ),
    "100,000 near names": Shape(
        lambda: good_answer(
            "<RES>" + "".join(f"<SYSDAT{n}>2026-11-23 10:00:00</SYSDAT{n}>" for n in range(100_000)) + "</RES>"
        )
    ),
    "100,000 escapes": Shape(lambda: good_answer("<RES><SYSDATE>" + "\\u5185" * 800_000 + "</SYSDATE></RES>")),
    "100,000 references": Shape(lambda: good_answer("<RES><SYSDATE>" + "&amp;#20869;" * 400_000 + "</SYSDATE></RES>")),
    "mojibake of 4 MB": Shape(lambda: good_answer(value(10, end="鍐呯闂ㄨ瘖" * 200_000))),
    "latin mojibake of 4 MB": Shape(lambda: good_answer(value(10, end="å†…ç§‘" * 200_000))),
}


def zlib_many() -> bytes:
    """Many small gzip members."""
    import gzip

    return gzip.compress(b"x", 9) * (5 * MB // 21)
