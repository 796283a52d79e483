"""A walk through a text that a parser refused, up to the first place that is not XML."""

import re
from dataclasses import dataclass, field

from hisight.protocol import doctype
from hisight.protocol.diagnosis import broken_markup, characters, mismatch, outside
from hisight.protocol.diagnosis.cause import NAME, Diagnosis, Mend, shown
from hisight.protocol.diagnosis.mismatch import Opened
from hisight.wording import Words

_BLANK = r"[ \t\r\n]"
_ATTRIBUTES = rf"(?:{_BLANK}++{NAME}{_BLANK}*+={_BLANK}*+(?:\"[^<\"]*+\"|'[^<']*+'))*+"
_MARKUP = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|<!--(?P<comment>.*?)-->"
    r"|(?P<declaration><\?xml(?=[\s?])[^<>]*?\?>)"
    r"|<\?(?!xml[\s?]).*?\?>"
    rf"|(?P<doctype>{doctype.PATTERN})"
    rf"|</(?P<close>{NAME}){_BLANK}*>"
    rf"|<(?P<open>{NAME})(?P<attributes>{_ATTRIBUTES}){_BLANK}*(?P<empty>/)?>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"({NAME})\s*=\s*(\"[^\"]*\"|'[^']*')")
_DECLARATION = re.compile(
    r"""<\?xml\s+version\s*=\s*(["'])1\.[0-9]+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?"""
    r"""(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>"""
)
_SECTIONS = {
    "<![CDATA[": Words("CDATA 没有用 ]]> 结束", "the CDATA section is not ended by ]]>"),
    "<!--": Words("注释没有用 --> 结束", "the comment is not ended by -->"),
}
_UNFINISHED_REFERENCE = re.compile(r"&[#\w]*\Z")
_MOST_MENDS = 20
_MOST_READ = 1_000_000  # characters read again for the mending of a text
_NEXT = re.compile(r"[<&]|\]\]>")


def diagnose(text: str) -> Diagnosis | None:
    """The first cause for which `text` is not well-formed; None when this finds none. Never fails, and is linear."""
    found = _Walk(text).to_the_first_fault()
    forbidden = characters.FORBIDDEN.search(text)
    if forbidden is not None and (found is None or found.kind == "cut" or forbidden.start() <= found.offset):
        return characters.forbidden(text, forbidden.start(), _element_at(text, forbidden.start()))
    return found


def mended(text: str) -> str:
    """`text` as its author probably meant it: fault by fault, as far as that can be told and is worth the time.

    Of a text that was cut, what is whole. Never fails.
    """
    for _ in range(max(1, min(_MOST_MENDS, _MOST_READ // max(1, len(text))))):
        found = diagnose(text)
        if found is None or found.mend is None:
            return text if found is None else text[: found.intact]
        start, end, meant = found.mend
        text = text[:start] + meant + text[end:]
    return text


def _element_at(text: str, offset: int) -> str:
    """The element in whose value `offset` lies, by the tag in front of it."""
    start = text.rfind("<", 0, offset)
    tag = _MARKUP.match(text, start) if start >= 0 else None
    if tag is None or tag["cdata"] is not None:
        start = text.rfind("<", 0, max(start, 0))
        tag = _MARKUP.match(text, start) if start >= 0 else None
    return (tag["open"] or "") if tag is not None and not tag["empty"] and tag.end() <= offset else ""


@dataclass(slots=True)
class _Walk:
    text: str
    opened: list[Opened] = field(default_factory=list)
    root: str = ""
    """The name of the root element, once it has begun."""
    nested_cdata: int | None = None
    """Where `<![CDATA[` stands inside a CDATA section."""
    entities: bool = False
    """True behind a document type declaration: names of entities may be declared there."""
    began: int = 0
    """Where the document begins, behind BOM and blanks."""

    def to_the_first_fault(self) -> Diagnosis | None:
        text = self.text
        self.began = position = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        while (special := _NEXT.search(text, position)) is not None:
            stray = self._stray(position, special.start())
            if stray is not None:
                return stray
            read = self._read(special.start())
            if isinstance(read, Diagnosis):
                return read
            position = read
        stray = self._stray(position, len(text))
        if stray is not None or (self.root and not self.opened):
            return stray
        return mismatch.explain_end(text, self.opened, len(text))

    def _stray(self, start: int, end: int) -> Diagnosis | None:
        """Text between `start` and `end`, where no element is open."""
        if self.opened or self.text[start:end].isspace() or start >= end:
            return None
        return outside.stray_text(self.text, start, end, self.root)

    def _read(self, at: int) -> int | Diagnosis:
        """Where the markup at `at` ends, or what is wrong with it."""
        if self.text[at] == "&" or self.text[at] == "]":
            return self._read_text(at)
        found = _MARKUP.match(self.text, at)
        if found is None:
            return self._read_broken(at)
        if found["cdata"] is not None:
            inner = found["cdata"].find("<![CDATA[")
            if inner >= 0 and self.nested_cdata is None:
                self.nested_cdata = found.start("cdata") + inner
            return found.end() if self.opened else outside.stray_text(self.text, *found.span(), self.root)
        if found["comment"] is not None and "--" in f"{found['comment']}-":
            words = Words("注释里不能出现 --", "a comment may not hold --")
            return Diagnosis("bad-comment", at, words, mend=Mend(*found.span(), ""))
        if found["close"] is not None:
            return self._close(found)
        if found["open"] is not None:
            return self._open(found)
        return self._read_prolog(found)

    def _read_text(self, at: int) -> int | Diagnosis:
        if not self.opened:
            return outside.stray_text(self.text, at, (self.text + "<").index("<", at), self.root)
        if self.text[at] == "]":
            return self._nested_cdata() or Diagnosis(
                "stray-cdata-end",
                at,
                Words("多出一个 ]]>，前面没有对应的 <![CDATA[", "a ]]> without a <![CDATA[ before it"),
                mend=Mend(at, at + 3, "]]&gt;"),
            )
        if _UNFINISHED_REFERENCE.match(self.text, at):
            return mismatch.cut(self.text, self.opened, len(self.text), at)
        return characters.read_reference(self.text, at, self.opened[-1].name, declared=self.entities)

    def _read_prolog(self, found: re.Match[str]) -> int | Diagnosis:
        if found["declaration"] is not None:
            if found.start() != self.began:
                return outside.late_declaration(*found.span(), self.opened[-1].name if self.opened else "")
            if not _DECLARATION.fullmatch(found[0]):
                return broken_markup.bad_declaration(found[0], found.start())
        if found["doctype"] is not None:
            self.entities = True
            if self.root:
                return outside.late_doctype(*found.span())
        return found.end()

    def _read_broken(self, at: int) -> Diagnosis:
        text = self.text
        section = next((words for begin, words in _SECTIONS.items() if text.startswith(begin, at)), None)
        if section is not None and self.root and f"</{self.root}" in text[at:]:
            return Diagnosis("open-section", at, section)
        if section is not None or (">" not in text[at:] and "<" not in text[at + 1 :]):
            return mismatch.cut(text, self.opened, len(text), at)
        innermost = self.opened[-1].name if self.opened else ""
        return broken_markup.explain(text, at, innermost)

    def _open(self, found: re.Match[str]) -> int | Diagnosis:
        name = found["open"]
        if not self.opened and self.root:
            return outside.second_root(self.root, name, found.start())
        self.root = self.root or name
        wrong = self._attributes(found) if found["attributes"] else None
        if wrong is not None:
            return wrong
        if not found["empty"]:
            self.opened.append(Opened(name, found.start(), found.end()))
        elif self.opened:
            parent = self.opened[-1]
            parent.last, parent.last_end, parent.last_was_empty = name, found.end(), True
            if name == parent.name and parent.twin is None:
                parent.twin, parent.twin_end = found.span()
        return found.end()

    def _attributes(self, found: re.Match[str]) -> Diagnosis | None:
        names: set[str] = set()
        for attribute in _ATTRIBUTE.finditer(self.text, found.start("attributes"), found.end("attributes")):
            if attribute[1] in names:
                name, tag = shown(attribute[1]), shown(found["open"])
                return Diagnosis(
                    "repeated-attribute",
                    attribute.start(),
                    Words(f"<{tag}> 的属性 {name} 写了两次", f"<{tag}> has the attribute {name} twice"),
                    mend=Mend(*attribute.span(), ""),
                )
            names.add(attribute[1])
            at = attribute.start(2)
            while (at := self.text.find("&", at, attribute.end())) >= 0:
                read = characters.read_reference(self.text, at, found["open"], declared=self.entities)
                if isinstance(read, Diagnosis):
                    return read
                at = read
        return None

    def _close(self, found: re.Match[str]) -> int | Diagnosis:
        name = found["close"]
        if self.opened and self.opened[-1].name == name:
            self.opened.pop()
            if self.opened:
                parent = self.opened[-1]
                parent.last, parent.last_end, parent.last_was_empty = name, found.end(), False
            return found.end()
        if not self.opened:
            return self._nested_cdata() or outside.stray_text(self.text, *found.span(), self.root)
        return self._nested_cdata() or mismatch.explain(self.text, found, name, self.opened)

    def _nested_cdata(self) -> Diagnosis | None:
        if self.nested_cdata is None:
            return None
        return Diagnosis(
            "nested-cdata",
            self.nested_cdata,
            Words(
                "CDATA 里又写了 CDATA，外层在里面的第一个 ]]> 处就结束了；内层报文请改用转义，或把它的 ]]> 写成 ]]]]><![CDATA[>",
                "a CDATA section stands inside another, which ends at the first ]]> of the inner one; escape the inner "
                "document, or write its ]]> as ]]]]><![CDATA[>",
            ),
        )
