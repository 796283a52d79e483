"""Messages that mean harm, or look as if: a name, what they are, and what HISight must say of each.

All are made here, from a few lines: none is a file of megabytes in the repository.
"""

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hisight.capture import Exchange
from hisight.protocol import Key, Scheme, compose_root, limits, markup, soap_answer, soap_request

MB = 1_000_000
MOST = limits.LARGEST_READ - 2000
"""Bytes of a payload that fit into the largest body that is read."""

SCHEME = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF", "harm"),))
REQUEST = "<REQ><HOSPITAL_ID>1001</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ANSWER = "<RES><SYSDATE>2026-11-23 10:00:00</SYSDATE></RES>"
NAMESPACE = "http://his.example/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


@dataclass(frozen=True, slots=True)
class Shape:
    """One harmful answer; the request before it is a good one."""

    make: Callable[[], bytes | str]
    """Makes its body; text is UTF-8."""
    says: tuple[str, ...] = ()
    """Names of findings that must be there; empty where nothing need be wrong."""
    head: str = ""
    """Header fields of the answer, each with its line end."""
    asks: str = "1001"
    """The function that the good request asks for."""
    in_request: bool = False
    """True when it is the request that means harm, and the answer is a good one."""


def exchange(shape: Shape) -> Exchange:
    """The call in which `shape` came."""
    made, head = shape.make(), shape.head.encode("latin-1")
    body = made.encode() if isinstance(made, str) else made
    request = (b"POST /his HTTP/1.1\r\n\r\n", good_request(shape.asks))
    response = (b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n", good_answer())
    if shape.in_request:
        request = (b"POST /his HTTP/1.1\r\n" + head + b"\r\n", body)
    else:
        response = (b"HTTP/1.1 200 OK\r\n" + head + b"\r\n", body)
    return Exchange(*request, *response, url="http://his.example:8080/his", id=1)


def good_request(code: str = "1001") -> bytes:
    """A request of NetTest without fault; with another `code` it asks for that function."""
    root = compose_root("request", {"FUN_CODE": code, "USER_ID": "u"}, REQUEST, SCHEME)
    return soap_request("NetTest", "xml", root, NAMESPACE).encode()


def good_answer(payload: str = ANSWER, code: str = "0") -> bytes:
    """An answer of NetTest with that `payload`, rightly signed."""
    return soap_answer("NetTest", root_with(payload, code), NAMESPACE).encode("utf-8", "surrogatepass")


def root_with(payload: str, code: str = "0") -> str:
    return compose_root("response", {"RETURN_CODE": code, "RETURN_MSG": "交易成功"}, payload, SCHEME)


def escaped_answer(root: str) -> bytes:
    content = f"<NetTestResult>{markup.escape(root)}</NetTestResult>"
    return f'<S:Envelope xmlns:S="{SOAP}"><S:Body><NetTestResponse>{content}</NetTestResponse></S:Body></S:Envelope>'.encode()


def _with_doctype(declared: str, value: str) -> bytes:
    """An answer whose ROOT begins with a document type declaration, and uses what it declares."""
    root = f"<!DOCTYPE ROOT [{declared}]><ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>{value}</RETURN_MSG></ROOT>"
    return escaped_answer(root)


def _nested(name: str, levels: int, width: int = 10) -> str:
    entities = [f'<!ENTITY {name}0 "lol">']
    entities += [f'<!ENTITY {name}{n} "{f"&{name}{n - 1};" * width}">' for n in range(1, levels)]
    return "".join(entities)


def deep(levels: int, *, closed: bool = True) -> str:
    return "<A>" * levels + ("</A>" * levels if closed else "")


def text(size: int) -> str:
    return ("0123456789ABCDE " * (size // 16 + 1))[:size]


def value(size: int, name: str = "SYSDATE", end: str = "") -> str:
    return f"<RES><{name}>{text(size)}{end}</{name}></RES>"


def zipped(size: int, window: int = zlib.MAX_WBITS | 16, begin: bytes = b"", unit: bytes = b" " * 65536) -> bytes:
    """`begin` and then `unit` again and again, `size` bytes in all, never held in memory unfolded."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, window)
    parts = [squeeze.compress(begin)]
    parts += [squeeze.compress(unit) for _ in range(size // len(unit))]
    return b"".join((*parts, squeeze.flush()))


def attributes(count: int) -> str:
    listed = " ".join(f'a{number}="{number}"' for number in range(count))
    return f"<RES {listed}><SYSDATE>2026-11-23 10:00:00</SYSDATE></RES>"


def siblings(count: int, name: str = "X") -> str:
    return "<RES><SYSDATE>2026-11-23 10:00:00</SYSDATE>" + f"<{name}>1</{name}>" * count + "</RES>"


GOOD = Shape(good_answer)


def _departments(count: int) -> bytes:
    row = "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME>内科</DEPT_NAME><PARENT_ID>0</PARENT_ID><DESC>x</DESC></DEPT_LIST>"
    return good_answer(f"<RES><COUNT>{count}</COUNT>{row * count}</RES>")


_LAUGHS = _nested("l", 20)
GZIP = "Content-Encoding: gzip\r\n"

SHAPES: Mapping[str, Shape] = {
    "doctype": Shape(lambda: _with_doctype('<!ENTITY a "b">', "&a;"), ("doctype",)),
    "doctype around soap": Shape(lambda: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + good_answer()[38:], ("doctype",)),
    "doctype in the payload": Shape(lambda: good_answer(f"<!DOCTYPE x [<!ENTITY a 'b'>]>{ANSWER}"), ("doctype",)),
    "doctype without an end": Shape(lambda: "<!DOCTYPE a [" + "<!ENTITY a 'b'>" * 70_000, ("ill-formed",)),
    "doctype of quotes": Shape(lambda: "<!DOCTYPE a [" + "\"'" * 500_000 + "<a/>"),
    "billion laughs": Shape(lambda: _with_doctype(_LAUGHS, "&l19;"), ("entity-bomb",)),
    "billion laughs around soap": Shape(
        lambda: f"<!DOCTYPE x [{_LAUGHS}]>".encode() + good_answer()[38:].replace("交易成功".encode(), b"&l19;"),
        ("entity-bomb",),
    ),
    "entity of itself": Shape(lambda: _with_doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"), ("entity-bomb",)),
    "entities in a chain": Shape(lambda: _with_doctype(_nested("c", 20_000, 1), "&c19999;"), ("entity-bomb",)),
    "quadratic blowup": Shape(lambda: _with_doctype(f'<!ENTITY a "{text(50_000)}">', "&a;" * 50_000), ("doctype",)),
    "parameter entities": Shape(
        lambda: _with_doctype("<!ENTITY % a '%b;'><!ENTITY % b '%a;'> %a;", "x"), ("entity-bomb",)
    ),
    "100,000 entities": Shape(
        lambda: _with_doctype("".join(f"<!ENTITY e{n} 'x'>" for n in range(100_000)), "&e1;"), ("doctype",)
    ),
    "external entity": Shape(lambda: _with_doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), ("doctype",)),
    "external dtd": Shape(lambda: b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">' + good_answer()[38:], ("doctype",)),
    "external parameter entity": Shape(
        lambda: _with_doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;', "x"), ("doctype",)
    ),
    "xinclude": Shape(
        lambda: good_answer(
            '<RES xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="file:///etc/passwd"/></RES>'
        ),
        ("missing-required",),
    ),
    "depth 200,000": Shape(lambda: good_answer(f"<RES>{deep(200_000)}</RES>"), ("ill-formed",)),
    "depth 200,000, bare": Shape(lambda: deep(200_000), ("ill-formed",)),
    "depth 200,000, never closed": Shape(lambda: deep(200_000, closed=False), ("ill-formed",)),
    "depth 200,000, only closed": Shape(lambda: "<A>" + "</B>" * 200_000, ("ill-formed",)),
    "depth 200,000, as elements": Shape(
        lambda: f"<ROOT><RETURN_CODE>0</RETURN_CODE><RES_ENCRYPTED>{deep(200_000)}</RES_ENCRYPTED></ROOT>",
        ("ill-formed",),
    ),
    "depth 255": Shape(lambda: good_answer(f"<RES>{deep(255)}</RES>"), ("unknown-field",)),
    "depth 255 in the catalog's names": Shape(
        lambda: good_answer("<RES>" + "<SYSDATE>" * 254 + "</SYSDATE>" * 254 + "</RES>")
    ),
    "escaped 200 times": Shape(lambda: escaped_answer("&" + "amp;" * 200_000 + "lt;ROOT>"), ("no-root",)),
    "text of 5 MB": Shape(lambda: good_answer(value(5 * MB)), ("bad-date",)),
    "text of 5 MB, escaped": Shape(lambda: escaped_answer(root_with(value(5 * MB))), ("bad-date",)),
    "text of 5 MB as ciphertext": Shape(lambda: good_answer("A" * 5 * MB), ("wrong-key",)),
    "text of 12 MB": Shape(lambda: good_answer(value(12 * MB)), ("too-large",)),
    "text of 12 MB, bare": Shape(lambda: value(12 * MB), ("too-large",)),
    "body of 12 MB that is none": Shape(lambda: b"x" * 12 * MB, ("too-large",)),
    "body of 12 MB of references": Shape(lambda: escaped_answer(root_with(value(100, end="<" * MB)))),
    "line of 1 MB": Shape(lambda: good_answer(siblings(50_000, "DEPT_NAME")), ("unknown-field",)),
    "line of 1 MB, broken at its end": Shape(lambda: good_answer(siblings(50_000, "DEPT_NAME")[:-8]), ("truncated",)),
    "line of 1 MB of <": Shape(lambda: "<ROOT>" + "<" * MB, ("ill-formed",)),
    "line of 1 MB of < and a blank": Shape(lambda: "<ROOT>" + "< " * (MB // 2), ("ill-formed",)),
    "line of 1 MB of &": Shape(lambda: "<ROOT>" + "&" * MB + "</ROOT>", ("ill-formed",)),
    "line of 1 MB of quotes": Shape(lambda: "<ROOT a='" + "\"'" * (MB // 2) + "</ROOT>", ("ill-formed",)),
    "line of 1 MB of ]]>": Shape(lambda: "<ROOT>" + "]]>" * (MB // 3) + "</ROOT>", ("ill-formed",)),
    "line of 1 MB of CDATA": Shape(lambda: "<ROOT>" + "<![CDATA[" * (MB // 9) + "</ROOT>", ("ill-formed",)),
    "line of 1 MB of comments": Shape(lambda: "<ROOT>" + "<!--" * (MB // 4) + "</ROOT>", ("ill-formed",)),
    "line of 1 MB of instructions": Shape(lambda: "<ROOT>" + "<?a" * (MB // 3) + "</ROOT>", ("ill-formed",)),
    "line of 1 MB of blanks in a tag": Shape(lambda: "<ROOT" + " " * MB + "<A/></ROOT>", ("ill-formed",)),
    "line of 1 MB of names in a tag": Shape(lambda: "<ROOT " + "a " * (MB // 2) + "<A/></ROOT>", ("ill-formed",)),
    "gzip bomb of 256 MB": Shape(lambda: zipped(256 * MB), head=GZIP, says=("too-large",)),
    "gzip bomb of 256 MB of XML": Shape(
        lambda: zipped(256 * MB, begin=b"<ROOT>", unit=b"<RETURN_CODE>0</RETURN_CODE>" * 2000),
        head=GZIP,
        says=("too-large",),
    ),
    "gzip bomb of 256 MB of <": Shape(
        lambda: zipped(256 * MB, begin=b"<ROOT>", unit=b"<" * 65536), head=GZIP, says=("too-large",)
    ),
    "gzip bomb of 256 MB in one value": Shape(
        lambda: zipped(256 * MB, begin=b"<ROOT><RETURN_CODE>0", unit=b"A" * 65536),
        head=GZIP,
        says=("too-large",),
    ),
    "gzip bomb of 256 MB in the request": Shape(
        lambda: zipped(256 * MB), head=GZIP, says=("too-large",), in_request=True
    ),
    "deflate bomb of 256 MB": Shape(
        lambda: zipped(256 * MB, zlib.MAX_WBITS), head="Content-Encoding: deflate\r\n", says=("too-large",)
    ),
    "gzip in gzip": Shape(lambda: gzip.compress(zipped(256 * MB)), ("not-soap",), head=GZIP),
    "gzip cut": Shape(lambda: gzip.compress(good_answer())[:-20], ("truncated",), head=GZIP),
    "100,000 attributes": Shape(lambda: good_answer(attributes(100_000))),
    "100,000 attributes twice": Shape(
        lambda: good_answer(attributes(100_000).replace("<RES ", "<RES a99999='' ")), ("ill-formed",)
    ),
    "100,000 siblings": Shape(lambda: good_answer(siblings(100_000)), ("unknown-field",)),
    "100,000 siblings of other names": Shape(
        lambda: good_answer("<RES>" + "".join(f"<X{n}>1</X{n}>" for n in range(100_000)) + "</RES>"), ("unknown-field",)
    ),
    "100,000 siblings, all empty": Shape(
        lambda: good_answer("<RES>" + "<SYSDATE/>" * 100_000 + "</RES>"), ("repeated-field",)
    ),
    "100,000 fields of ROOT": Shape(
        lambda: "<ROOT>" + "".join(f"<X{n}>1</X{n}>" for n in range(100_000)) + "</ROOT>", ("too-large",)
    ),
    "100,000 times RETURN_CODE": Shape(
        lambda: "<ROOT>" + "<RETURN_CODE>0</RETURN_CODE>" * 100_000 + "</ROOT>", ("too-large",)
    ),
    "50,000 roots": Shape(lambda: good_answer("<RES/>" * 50_000), ("several-roots",)),
    "100,000 prefixes": Shape(
        lambda: good_answer("<RES " + " ".join(f'xmlns:p{n}="u"' for n in range(100_000)) + "/>")
    ),
    "100,000 header fields": Shape(lambda: good_answer(), head="X: y\r\n" * 100_000),
    "a name of 1 MB": Shape(lambda: good_answer(f"<RES><{'N' * MB}>1</{'N' * MB}></RES>")),
    "an operation of 1 MB": Shape(
        lambda: f'<S:Envelope xmlns:S="{SOAP}"><S:Body><{"N" * MB}/></S:Body></S:Envelope>'.encode(), ("ill-formed",)
    ),
    "an argument 250 deep": Shape(
        lambda: (
            f'<S:Envelope xmlns:S="{SOAP}"><S:Body>{"<a>" * 250}{markup.escape(root_with(ANSWER))}{"</a>" * 250}'
            "</S:Body></S:Envelope>"
        ).encode()
    ),
    "NULs": Shape(lambda: b"\0" * MB, ("not-soap",)),
    "NULs in a value": Shape(lambda: good_answer(value(100, end="\0" * 1000)), ("control-character",)),
    "NULs in the middle of UTF-8": Shape(lambda: good_answer().replace(b"<RES>", b"<RES>\0"), ("control-character",)),
    "lone surrogates": Shape(lambda: good_answer("<RES><SYSDATE>\ud800\udfff\udc00</SYSDATE></RES>")),
    "lone surrogates as references": Shape(
        lambda: good_answer("<RES><SYSDATE>&#xD800;&#55296;</SYSDATE></RES>"), ("control-character",)
    ),
    "references to nowhere": Shape(
        lambda: good_answer(f"<RES><SYSDATE>&#{'9' * 100_000};</SYSDATE></RES>"), ("control-character",)
    ),
    "undeclared entities": Shape(
        lambda: good_answer("<RES><SYSDATE>" + "&nbsp;" * 100_000 + "</SYSDATE></RES>"), ("ill-formed",)
    ),
    "bytes of no charset": Shape(
        lambda: good_answer(value(100)).replace(b"ABCDE", b"\xff\xfe\x80"), ("charset-mismatch",)
    ),
    "UTF-16 without an end": Shape(lambda: good_answer().decode().encode("utf-16")[:-1]),
    "a charset that is none": Shape(lambda: good_answer(), head="Content-Type: text/xml; charset=rot13\r\n"),
    "a length that is none": Shape(lambda: good_answer(), head=f"Content-Length: {'9' * 5000}\r\n"),
    "lone surrogates in UTF-7": Shape(
        lambda: good_answer().replace(b"10:00:00", b"+2AA-"), head="Content-Type: text/xml; charset=utf-7\r\n"
    ),
    "lone surrogates in UTF-16": Shape(
        lambda: good_answer().decode().encode("utf-16").replace("10".encode("utf-16-le"), b"\x00\xd8"),
        ("charset-mismatch",),
    ),
    "6 MB of elements": Shape(lambda: "<RES>" + "<a/>" * (MOST // 4), ("too-large",)),
    "6 MB of elements in CDATA": Shape(lambda: good_answer("<RES>" + "<a/>" * (MOST // 4)), ("too-large",)),
    "6 MB of elements, escaped": Shape(
        lambda: escaped_answer(root_with("<RES>" + "<a/>" * (MOST // 15))), ("too-large",)
    ),
    "6 MB of <": Shape(lambda: "<" * MOST, ("ill-formed",)),
    "6 MB of &": Shape(lambda: "<a>" + "&" * MOST, ("ill-formed",)),
    "6 MB of attributes": Shape(
        lambda: "<RES " + " ".join(f'a{number}=""' for number in range(MOST // 12)) + "/>", ("too-large",)
    ),
    "6 MB of references to an entity": Shape(
        lambda: "<!DOCTYPE a [<!ENTITY b 'c'>]><RES><SYSDATE>" + "&b;" * (MOST // 3) + "</SYSDATE></RES>",
        ("doctype", "too-large"),
    ),
    "6 MB of comments": Shape(lambda: "<RES>" + "<!---->" * (MOST // 7)),
    "6 MB of line breaks": Shape(lambda: good_answer(value(100, end="\n" * MOST)), ("bad-date",)),
    "6 MB of base64 in lines": Shape(lambda: good_answer(("QUJD" * 19 + "\n") * (MOST // 77)), ("cut-ciphertext",)),
    "4 MB of Chinese": Shape(lambda: good_answer(value(100, end="医院" * 600_000)), ("bad-date",)),
    "4 MB of GBK": Shape(lambda: good_answer(value(100, end="医院" * 900_000)).decode().encode("gbk"), ("bad-date",)),
    "4 MB of emoji": Shape(lambda: good_answer(value(100, end="\U0001f3e5" * MB)), ("bad-date",)),
    "4 MB of bytes that are nothing": Shape(lambda: good_answer().replace(b"10:00", b"\xff\xfe\x81" * MB)),
    "long names one in another": Shape(
        lambda: (
            "".join(f"<{'N' * 20_000}{n}>" for n in range(150))
            + "".join(f"</{'N' * 20_000}{n}>" for n in range(149, -1, -1))
        ),
    ),
    "a wide group at depth 250": Shape(
        lambda: good_answer(
            "<RES>" + "<LONG_NAME_OF_A_GROUP>" * 240 + "<a/>" * 100_000 + "</LONG_NAME_OF_A_GROUP>" * 240 + "</RES>"
        ),
        ("too-large",),
    ),
    "a page with titles without an end": Shape(lambda: "<html>" + "<title>" * 150_000, ("not-soap",)),
    "a page with titles without a bracket": Shape(lambda: "<html>" + "<title" * 150_000, ("not-soap",)),
    "pages without an end": Shape(
        lambda: soap_request(
            "GetDeptInfo",
            "xml",
            compose_root("request", {"FUN_CODE": "2001", "USER_ID": "u"}, "<REQ>" + "<PAGE_CURRENT>" * 60_000, SCHEME),
            NAMESPACE,
        ).encode(),
        ("ill-formed",),
        in_request=True,
    ),
    "10,000 departments": Shape(lambda: _departments(10_000), ("missing-required",)),
    "JSON 100,000 deep": Shape(lambda: b"[" * 100_000, ("not-soap",)),
    "a form of 1 MB": Shape(
        lambda: b"xml=" + b"%41+" * 300_000, ("not-soap",), head="Content-Type: application/x-www-form-urlencoded\r\n"
    ),
    "a header field of 1 MB": Shape(good_answer, head=f"X: {'y' * MB}\r\n"),
    "a return code of 1 MB": Shape(lambda: good_answer(code="9" * MB), ("unknown-return-code",)),
}
