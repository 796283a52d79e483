"""Harm by number: more of something than any loop over it should mind, in the SOAP Body, in the catalog's rows, in the head."""

from collections.abc import Iterable, Mapping

from tests.harm.shapes import ANSWER, MB, NAMESPACE, SCHEME, SOAP, Shape, good_answer, siblings

from hisight.protocol import compose_root, soap_request

_DEEP = 240
_ROOT = f"<ROOT><RES_ENCRYPTED>{ANSWER}</RES_ENCRYPTED></ROOT>"
_MOST = 59_000  # elements of which all are read


def _body(content: str) -> str:
    return f'<S:Envelope xmlns:S="{SOAP}"><S:Body>{content}</S:Body></S:Envelope>'


def _asked(code: str, values: str) -> bytes:
    root = compose_root("request", {"FUN_CODE": code, "USER_ID": "u"}, f"<REQ>{values}</REQ>", SCHEME)
    return soap_request("Any", "xml", root, NAMESPACE).encode()


def _answered(values: Iterable[str]) -> bytes:
    return good_answer(f"<RES>{''.join(values)}</RES>")


def _day(number: int) -> str:
    return f"{number // 60 % 24:02}{number % 60:02}-{number // 7 % 24:02}{number // 3 % 60:02}"


WIDE: Mapping[str, Shape] = {
    # the SOAP Body
    "a ROOT at depth 240 with 60,000 elements": Shape(
        lambda: _body(
            "<a>" * _DEEP + f"<ROOT><RES_ENCRYPTED>{siblings(_MOST - 500)}</RES_ENCRYPTED></ROOT>" + "</a>" * _DEEP
        ),
        ("unknown-field",),
    ),
    "a ROOT at depth 240 behind 60,000 elements": Shape(
        lambda: _body(f"<a>{'<b/>' * 240}" * _DEEP + _ROOT + "</a>" * _DEEP), ("not-cdata",)
    ),
    "60,000 elements at depth 240": Shape(
        lambda: _body("<a>" * _DEEP + "<b/>" * (_MOST - _DEEP) + "</a>" * _DEEP), ("no-root",)
    ),
    "60,000 values of base64": Shape(
        lambda: _body("<a>" + "<b>PGFQUJDREVGR0hJSktMTU5PUFFSU1RVVldY</b>" * _MOST + "</a>"), ("no-root",)
    ),
    "60,000 values, escaped": Shape(lambda: _body("<a>" + "<b>&amp;lt;x&amp;gt;</b>" * _MOST + "</a>"), ("no-root",)),
    "a fault of 60,000 elements": Shape(
        lambda: _body("<S:Fault>" + "<a>x</a>" * _MOST + "</S:Fault>"), ("soap-fault",)
    ),
    "60,000 prefixes": Shape(
        lambda: _body("<a>" + "".join(f'<p{n}:b xmlns:p{n}="u{n}"/>' for n in range(_MOST)) + "</a>"), ("no-root",)
    ),
    "a payload of 4 MB of < without an end": Shape(lambda: "<ROOT><RES_ENCRYPTED>" + "<" * 4 * MB, ("ill-formed",)),
    "a payload of 4 MB of ] without an end": Shape(
        lambda: "<ROOT><RES_ENCRYPTED><![CDATA[" + "]" * 4 * MB, ("ill-formed",)
    ),
    "a tag of 40,000 letters, lost among 1,000,000": Shape(
        lambda: "<ROOT><b>" + "a" * MB + "</" + "a" * 40_000 + "></ROOT>", ("ill-formed",)
    ),
    "60,000 tags, each closed as another": Shape(
        lambda: "<ROOT>" + "".join(f"<A{n}>x</B{n}>" for n in range(_MOST)) + "</ROOT>", ("ill-formed",)
    ),
    "8,000 answers in one": Shape(lambda: good_answer().decode() * 8000, ("ill-formed",)),
    "30 MB of text": Shape(lambda: b"x" * 30 * MB, ("too-large",)),
    "30 MB of emoji": Shape(lambda: "\U0001f3e5" * (30 * MB // 4), ("too-large",)),
    # the rows of the catalog
    "an unknown function": Shape(lambda: _asked("9999", "<X>1</X>" * _MOST), ("unknown-function",), in_request=True),
    "36 fields missing among 60,000": Shape(
        lambda: _asked("2036", "<X>1</X>" * _MOST), ("missing-required",), in_request=True
    ),
    "rows without their 41 fields": Shape(
        lambda: _answered(["<REC_ITEM_LIST><X/></REC_ITEM_LIST>"] * (_MOST // 2)), ("missing-required",), asks="2033"
    ),
    "rows with other names each": Shape(
        lambda: _answered(f"<REC_ITEM_LIST><BILL_{n}/></REC_ITEM_LIST>" for n in range(_MOST // 2)),
        ("missing-required",),
        asks="2033",
    ),
    "names that are nearly right": Shape(
        lambda: _answered(f"<SYSDAT{n}>2026-11-23 10:00:00</SYSDAT{n}>" for n in range(_MOST)), ("misnamed-field",)
    ),
    "names with references": Shape(
        lambda: _answered(f"<D{n}>&amp;lt;x</D{n}>" for n in range(_MOST)), ("double-escaped",)
    ),
    "values that were misread, each another": Shape(
        lambda: _answered(f"<SYSDATE>鍐呯闂ㄨ瘖{n}</SYSDATE>" for n in range(_MOST)), ("bad-date",)
    ),
    "values of escapes, each another": Shape(
        lambda: _answered(f"<SYSDATE>\\u5185\\u79d1{n}</SYSDATE>" for n in range(_MOST)), ("unicode-escapes",)
    ),
    "times, each another": Shape(
        lambda: _answered(f"<SYSDATE>{_day(n)}</SYSDATE>" for n in range(_MOST)), ("other-date-format",)
    ),
    "line breaks of both kinds": Shape(lambda: _answered(["<SYSDATE>a\nb\r\n</SYSDATE>"] * _MOST), ("lf-newline",)),
    "an escape of 5 MB": Shape(
        lambda: _answered(["<SYSDATE>", "\\u5185" * 800_000, "</SYSDATE>"]), ("unicode-escapes",)
    ),
    "references of 5 MB": Shape(
        lambda: _answered(["<SYSDATE>", "&amp;#20869;" * 300_000, "</SYSDATE>"]), ("double-escaped",)
    ),
    # the head
    "a charset behind blanks": Shape(good_answer, head="Content-Type: text/xml; charset=" + " " * 100_000 + "!\r\n"),
    "a boundary that is never quoted to its end": Shape(
        good_answer,
        head='Content-Type: multipart/related; boundary="' + "\\b" * MB + "\r\n",
        says=("broken-multipart",),
    ),
    "100,000 parameters": Shape(good_answer, head="Content-Type: text/xml" + "; a=b" * 100_000 + "\r\n"),
    "100,000 encodings": Shape(good_answer, head="Content-Encoding: " + "gzip, " * 100_000 + "\r\n"),
}
