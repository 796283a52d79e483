"""Invented patients planted in every layer and style, exported in every format, and searched for: `python tests/privacy/planting.py 1000`.

The search shares nothing with the code that it judges: it unpacks what is written and looks for the bytes of each value.
"""

import base64
import html
import io
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[2]))

from ahocorasick_rs import BytesAhoCorasick, Implementation

from hisight.capture import Exchange, Session
from hisight.catalog import published
from hisight.export.formats import FORMATS, Order
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader

KEY = Key.from_text("PLANTED-KEY-16CH", "planted")
"""Seals the calls, and must be in no file."""
_SCHEME = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
_SPACE = "http://his.example/"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Planted:
    """An invented patient."""

    name: str
    """Three characters of GB 2312."""
    number: str
    """An ID number that begins with 000000, with a valid check digit."""
    phone: str
    """A mobile number that begins with 100."""

    @property
    def values(self) -> tuple[str, str, str]:
        """What must not leave."""
        return self.name, self.number, self.phone

    @property
    def told(self) -> str:
        """All of it in a sentence."""
        return f"患者{self.name}，证件{self.number}，电话{self.phone}。"


def patients(number: int, seed: int = 7) -> list[Planted]:
    """`number` patients, none like another in any value."""
    random = Random(seed)
    names: dict[str, None] = {}
    while len(names) < number:
        given = bytes(
            random.choice(range(0xB0 + 16 * (place % 2), 0xD7)) if place % 2 == 0 else random.randint(0xA1, 0xFE)
            for place in range(4)
        )
        try:
            names[random.choice(_SURNAMES) + given.decode("gb2312")] = None
        except UnicodeDecodeError:
            continue
    return [_patient(name, place) for place, name in enumerate(names)]


def _patient(name: str, place: int) -> Planted:
    digits = f"000000{1950 + place % 60}{place // 60 % 12 + 1:02d}{place % 28 + 1:02d}{place % 1000:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
    return Planted(name, digits + "10X98765432"[rest], f"100{place * 7919 % 10**8:08d}")


def _in_field(spell: Callable[[str], str]) -> Callable[[Planted], Exchange]:
    return lambda one: _exchange(one, f"<REMARK>{spell(one.told)}</REMARK>")


def _base64(text: str, charset: str = "utf-8") -> str:
    return base64.b64encode(text.encode(charset)).decode()


def _references(text: str) -> str:
    return "".join(f"&#{ord(one)};" for one in text)


def _in_head(one: Planted) -> Exchange:
    made = _exchange(one)
    head = made.request_head[:-2] + f"X-Patient: {quote(one.told)}\r\nX-Tel: {one.phone}\r\n\r\n".encode()
    return replace(made, request_head=head, error=f"broken: {one.told}")


def _in_address(one: Planted) -> Exchange:
    return replace(_exchange(one), url=f"http://his.example/his?id={one.number}&who={quote(one.name)}&tel={one.phone}")


def _around(one: Planted) -> Exchange:
    made = _exchange(one)
    remark = f"<soap:Header><u a='{one.number}'>{one.told}</u></soap:Header><!-- {one.told} --><soap:Body>"
    return replace(made, request_body=made.request_body.replace(b"<soap:Body>", remark.encode()))


def _attached(one: Planted) -> Exchange:
    made = _exchange(one)
    part = b"--b\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n" + made.request_body
    part += (
        f"\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-ID: <x>\r\n\r\n{one.told}\r\n--b--\r\n".encode()
    )
    head = made.request_head.replace(b"text/xml; charset=utf-8", b'multipart/related; boundary="b"; type="text/xml"')
    return replace(made, request_head=head, request_body=part)


def _as_charset(charset: str) -> Callable[[Planted], Exchange]:
    def make(one: Planted) -> Exchange:
        made = _exchange(one, f"<REMARK>{one.told}</REMARK>", Scheme("none", "sorted-query-key", (KEY,)))
        bodies = [
            body.decode().replace("utf-8", charset).encode(charset) for body in (made.request_body, made.response_body)
        ]
        heads = [head.replace(b"utf-8", charset.encode()) for head in (made.request_head, made.response_head)]
        return replace(
            made, request_head=heads[0], request_body=bodies[0], response_head=heads[1], response_body=bodies[1]
        )

    return make


def _unreadable(one: Planted) -> Exchange:
    return replace(_exchange(one), response_body=b"\x00\x01" + one.told.encode("gb18030"))


STYLES: Mapping[str, Callable[[Planted], Exchange]] = {
    "field": lambda one: _exchange(one),
    "plain text": _in_field(str),
    "CDATA": _in_field(lambda text: f"<![CDATA[{text}]]>"),
    "escaped": _in_field(lambda text: html.escape(f"<A>{text}</A>")),
    "escaped twice": _in_field(lambda text: html.escape(html.escape(f"<A>{text}</A>"))),
    "references": _in_field(_references),
    "references escaped": _in_field(lambda text: html.escape(_references(text))),
    "split by references": _in_field(
        lambda text: "".join(one if place % 2 else _references(one) for place, one in enumerate(text))
    ),
    "comment": lambda one: _exchange(one, f"<!-- {one.told} -->"),
    "attribute": lambda one: _exchange(one, f"<REMARK who='{one.told}'/>"),
    "base64": _in_field(_base64),
    "base64 twice": _in_field(lambda text: _base64(_base64(text))),
    "base64 of GBK": _in_field(lambda text: _base64(text, "gb18030")),
    "hex": _in_field(lambda text: text.encode().hex()),
    "JSON": _in_field(
        lambda text: '{"a":"' + "".join(one if one.isascii() else f"\\u{ord(one):04x}" for one in text) + '"}'
    ),
    "hex of GBK": _in_field(lambda text: text.encode("gb18030").hex().upper()),
    "percent": _in_field(lambda text: quote(text)),
    "UTF-8 read as GBK": _in_field(lambda text: text.encode().decode("gb18030", "replace")),
    "UTF-8 read as Latin-1": _in_field(lambda text: _references(text.encode().decode("latin-1"))),
    "head": _in_head,
    "address": _in_address,
    "around": _around,
    "attachment": _attached,
    "GBK": _as_charset("gbk"),
    "UTF-16": _as_charset("utf-16"),
    "unreadable": _unreadable,
}
"""A call about a patient, by where and how the patient stands in it."""


def _exchange(one: Planted, more: str = "", scheme: Scheme = _SCHEME) -> Exchange:
    born = one.number[6:14]
    asked = (
        f"<REQ><HOSPITAL_ID>SL01</HOSPITAL_ID><ID_TYPE>1</ID_TYPE><ID_NO>{one.number}</ID_NO><NAME>{one.name}</NAME><SEX>1</SEX>"
        f"<BIRTHDAY>{born[:4]}-{born[4:6]}-{born[6:]}</BIRTHDAY><MOBILE>{one.phone}</MOBILE>{more}</REQ>"
    )
    answered = f"<RES><ID_NO>{one.number}</ID_NO><NAME>{one.name}</NAME>{more}</RES>"
    request = compose_root("request", {"FUN_CODE": "1002", "USER_ID": "0001"}, asked, scheme)
    answer = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": f"{one.name}，成功"}, answered, scheme)
    return Exchange(
        b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n",
        soap_request("CreatePat", "xml", request, _SPACE).encode(),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n",
        soap_answer("CreatePat", answer, _SPACE).encode(),
        url="http://his.example:8080/his",
        started=1.8e9,
        duration_ms=3.0,
    )


class Search:
    """Looks for the values of patients in bytes, in every writing."""

    def __init__(self, planted: Sequence[Planted]) -> None:
        """`planted` are looked for, and KEY."""
        self._writings: dict[bytes, str] = {}
        for value in (*(value for one in planted for value in one.values), KEY.secret.decode()):
            for writing in _writings(value):
                self._writings.setdefault(writing, value)
        # Base64 behind one or two other bytes: how many of its first characters belong to those.
        self._before = {
            writing: before for value in self._writings.values() for writing, before in _base64_writings(value.encode())
        }
        self._all = list(self._writings)
        self._automaton = BytesAhoCorasick(self._all, implementation=Implementation.ContiguousNFA)

    def left_in(self, path: Path) -> set[str]:
        """The values that are in the file or folder `path`, unpacked as far as it goes."""
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        return {value for file in files for data in _unpacked(file.read_bytes()) for value in self._in(data)}

    def _in(self, data: bytes, depth: int = 0) -> Iterator[str]:
        for number, start, end in self._automaton.find_matches_as_indexes(data):
            writing = self._all[number]
            value = self._writings[writing]
            # An eleven digit number turns up within longer ones by chance, and in base64 two may begin alike.
            if writing.isdigit() and (data[start - 1 : start].isalnum() or data[end : end + 1].isalnum()):
                continue
            if writing in self._before and not _is_whole(value.encode(), data, start - self._before[writing], end):
                continue
            yield value
        if depth < _DEEPEST:
            for run in set(_BASE64.findall(data)):
                whole = run[: len(run) // 4 * 4]
                yield from self._in(base64.b64decode(whole + b"=" * (-len(whole) % 4)), depth + 1)


def _writings(value: str) -> Iterator[bytes]:
    plain = value.encode()
    yield plain
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    yield from (writing for writing, _ in _base64_writings(plain))
    yield value.encode("utf-16-le")
    if not value.isascii():
        yield value.encode("gb18030")
        yield value.encode("gb18030").hex().encode()
        yield quote(value).encode()
        yield "".join(f"\\u{ord(one):04x}" for one in value).encode()
        yield _references(value).encode()
        yield "".join(f"&#x{ord(one):X};" for one in value).encode()
        yield plain.decode("latin-1").encode()
        yield _references(plain.decode("latin-1")).encode()


def _base64_writings(plain: bytes) -> Iterator[tuple[bytes, int]]:
    for shift, before in enumerate((0, 2, 3)):
        yield base64.b64encode(bytes(shift) + plain)[before:-4], before


def _is_whole(plain: bytes, data: bytes, start: int, end: int) -> bool:
    """Whether the base64 in `data` that begins at `start` holds `plain` to its end, which lies behind `end`."""
    if start < 0:
        return True
    run = re.match(rb"[A-Za-z0-9+/]*", data[start : end + 8])
    assert run is not None
    held = run[0] if len(run[0]) % 4 != 1 else run[0][:-1]
    return plain in base64.b64decode(held + b"=" * (-len(held) % 4))


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))
    elif data.startswith(b"PAR1"):
        import pyarrow.parquet  # slow to load

        yield str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pydict()).encode("utf-8", "replace")


def leaks(number: int, folder: Path) -> tuple[dict[str, set[str]], Counter[str]]:
    """Plant `number` patients, export them to `folder` in every format: the styles of what was left by format; bodies left out."""
    planted = patients(number)
    styles = list(STYLES)
    search, left_out = Search(planted), Counter[str]()
    style_of = {value: styles[place % len(styles)] for place, one in enumerate(planted) for value in one.values}
    found: dict[str, set[str]] = {}
    with Session.open(folder / "planted.hisight", create=True) as session:
        session.append([STYLES[styles[place % len(styles)]](one) for place, one in enumerate(planted)])
        ids = list(session.ids())
        for format_ in FORMATS:
            file = folder / f"out-{format_.name}{format_.ending}"
            result = format_.write(file, Order(session, ids, Reader(published(), scheme=_SCHEME)))
            if format_ is FORMATS[0]:
                left_out.update(styles[ids.index(one.id) % len(styles)] for one in result.left_out)
            found[format_.name] = {style_of.get(value, "key") for value in search.left_in(file)}
    return found, left_out


def main(number: int) -> int:
    """Print what is left, by format; the exit code is 1 when there is any."""
    with tempfile.TemporaryDirectory() as folder:
        found, left_out = leaks(number, Path(folder))
    for name, styles in found.items():
        print(f"{name:12} {'LEFT: ' + ', '.join(sorted(styles)) if styles else 'nothing left'}")
    print("bodies that stay at home:", ", ".join(f"{style} {count}" for style, count in left_out.items()) or "none")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
