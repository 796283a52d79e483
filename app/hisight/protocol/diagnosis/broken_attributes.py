"""What stands behind the name in a tag and is no attribute."""

import re

from hisight.protocol.diagnosis.cause import NAME, Broken, Diagnosis, Mend, shown
from hisight.wording import Words

_ATTRIBUTE = re.compile(rf"\s+{NAME}\s*=\s*(?:\"[^\"<]*+\"|'[^'<]*+')")
_UNQUOTED = re.compile(rf"\s+({NAME})\s*=\s*([^\s\"'<>]+)")
_OPEN_QUOTE = re.compile(rf"\s*({NAME})\s*=\s*[\"']")
_RUN_TOGETHER = re.compile(rf"({NAME})\s*=")
_LONE = re.compile(rf"\s+({NAME})(?=\s|/|\Z)")
_SEVERAL_WORDS = re.compile(r"[:\w.-]+(?:\s+[:\w.-]+)+\s*/?")


def explain(broken: Broken, name: str, rest: str) -> Diagnosis | None:
    """What is wrong in `rest`, which follows the `name` of the tag `broken`; None when it looks right."""
    position = 0
    while attribute := _ATTRIBUTE.match(rest, position):
        position = attribute.end()
    rest = rest[position:]
    if position and (joined := _RUN_TOGETHER.match(rest)):
        words = Words(
            f"属性 {shown(joined[1])} 前面缺少空格", f"a blank is missing before the attribute {shown(joined[1])}"
        )
        return Diagnosis("missing-blank", broken.offset, words, mend=_without(broken, name))
    if quote := _OPEN_QUOTE.match(rest):
        return _open_quote(broken, name, shown(quote[1]))
    if not broken.closed:
        return None
    if unquoted := _UNQUOTED.match(rest):
        attribute_name, value, tag = shown(unquoted[1]), shown(unquoted[2]), f"<{shown(name)}>"
        words = Words(
            f'{tag} 的属性 {attribute_name} 没有加引号，应为 {attribute_name}="{value}"',
            f'the attribute {attribute_name} of {tag} is not quoted; write {attribute_name}="{value}"',
        )
        return Diagnosis("unquoted-attribute", broken.offset, words, mend=_without(broken, name))
    word = _LONE.match(rest)
    return _lone_word(broken, name, shown(word[1])) if word else None


def _open_quote(broken: Broken, name: str, attribute: str) -> Diagnosis:
    tag = f"<{shown(name)}>"
    if broken.closed:
        words = Words(f"{tag} 的属性 {attribute} 引号不成对", f"the attribute {attribute} of {tag} lacks a quote")
        return Diagnosis("open-quote", broken.offset, words, mend=_without(broken, name))
    words = Words(
        f"{tag} 的属性 {attribute} 中的“<”没有转义，应写成 &lt;",
        f"the “<” in the attribute {attribute} of {tag} is not escaped; write &lt;",
    )
    return Diagnosis("unescaped-bracket", broken.end, words, mend=Mend(broken.end, broken.end + 1, "&lt;"))


def _lone_word(broken: Broken, name: str, attribute: str) -> Diagnosis:
    """A word that is no attribute: the name was torn by a blank, or an attribute lacks its value."""
    written = broken.written
    if _SEVERAL_WORDS.fullmatch(broken.inside) and broken.next_closing != name:
        meant = f"<{''.join(broken.inside.split())}>"
        words = Words(
            f"{written} 的名称中间多了空格，应为 {shown(meant)}",
            f"{written} has a blank in its name; {shown(meant)} was meant",
        )
        return Diagnosis("blank-in-tag", broken.offset, words, mend=broken.to_be(meant))
    words = Words(
        f'{written} 里的 {attribute} 没有值，属性应写成 {attribute}="…"',
        f'{attribute} in {written} has no value; an attribute is written {attribute}="…"',
    )
    return Diagnosis("attribute-without-value", broken.offset, words, mend=_without(broken, name))


def _without(broken: Broken, name: str) -> Mend:
    """The tag without its attributes, of which the interface has none."""
    return broken.to_be(f"<{name}/>" if broken.inside.endswith("/") else f"<{name}>")
