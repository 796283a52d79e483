"""A closing tag that does not fit the element that is open, and elements that are open at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from hisight.protocol.diagnosis.broken_markup import full_width
from hisight.protocol.diagnosis.cause import Diagnosis, Mend, listed, shown
from hisight.wording import Words

_HTML = frozenset({"br", "hr", "img", "p", "li", "td", "input"})
_ALIKE = 0.7
_LONGEST_COMPARED = 64


@dataclass(slots=True)
class Opened:
    """An element whose closing tag has not come yet."""

    name: str
    """Its tag."""
    start: int
    """Where the opening tag begins."""
    inner: int
    """Where its content begins."""
    last: str = ""
    """The name of the last element that was closed inside it; empty while there is none."""
    last_end: int = 0
    """Where that element ends."""
    last_was_empty: bool = False
    """True when that element was written `<a/>`."""
    twin: int | None = None
    """Where `<a/>` of its own name stands inside it."""
    twin_end: int = 0
    """Where that ends."""


def explain(text: str, closing: re.Match[str], name: str, opened: Sequence[Opened]) -> Diagnosis:
    """Why the tag `closing`, which ends `name`, does not fit the innermost of the elements `opened`."""
    depth = next((index for index in range(len(opened) - 1, -1, -1) if opened[index].name == name), None)
    if depth is not None:
        return _left_open(text, closing, opened[depth + 1 :], opened[depth])
    innermost = opened[-1]
    return (
        _opened_twice(opened)
        or _lost_bracket(text, innermost.last_end or innermost.inner, closing.start(), name, opening=True)
        or _mispaired(closing, name, innermost, at_the_end=len(opened) == 1 and not text[closing.end() :].strip())
        or _closed_again(closing, name, innermost)
    )


def explain_end(text: str, opened: Sequence[Opened], end: int) -> Diagnosis:
    """Why `text` ends at `end` while elements are `opened`."""
    twice = _opened_twice(opened) or _closed_as_empty(opened)
    return twice or cut(text, opened, end, end)


def cut(text: str, opened: Sequence[Opened], end: int, broken: int) -> Diagnosis:
    """The text breaks off at `end`; what begins at `broken` is not whole, nor is the value that was being written."""
    names = listed([element.name for element in opened])
    intact = broken
    for element in reversed(opened[1:]):
        if element.last:
            break
        intact = element.start  # a value of which a part is missing, or a group with nothing whole in it
    if not opened:
        words = Words("内容到这里中断，还没有开始根节点", "the text breaks off here, before a root element began")
    else:
        words = Words(f"内容到这里中断，还没有结束的有 {names.zh}", f"the text breaks off here, within {names.en}")
    return Diagnosis("cut", len(text[:end].rstrip()), words, intact)


def _left_open(text: str, closing: re.Match[str], left: Sequence[Opened], outer: Opened) -> Diagnosis:
    first = left[0]
    twice = _opened_twice((outer, *left)) or _closed_as_empty(left)
    if twice is not None:
        return twice
    lost = _lost_bracket(text, first.inner, text.index("<", first.inner), first.name, opening=False)
    if lost is not None:
        return lost
    crossed = re.compile(r"\s*</([^\s<>]+)\s*>").match(text, closing.end())
    if len(left) == 1 and crossed and crossed[1] == first.name:
        one, other = f"</{shown(outer.name)}>", f"</{shown(first.name)}>"
        return Diagnosis(
            "crossed",
            closing.start(),
            Words(f"{one} 和 {other} 的先后颠倒了", f"{one} and {other} have changed places"),
            mend=Mend(closing.start(), crossed.end(), f"</{first.name}></{outer.name}>"),
        )
    html = next((element for element in left if element.name.lower() in _HTML), None)
    if html is not None:
        tag = f"<{shown(html.name)}>"
        words = Words(
            f"值里的 HTML 标签 {tag} 须转义，或把整个值放进 CDATA",
            f"the HTML tag {tag} inside a value must be escaped, or the value put into CDATA",
        )
        return Diagnosis("html-in-value", html.start, words, mend=Mend(html.start, html.start + 1, "&lt;"))
    names = listed([element.name for element in left])
    words = Words(f"{names.zh} 没有结束标签", f"{names.en} is never closed")
    if len(left) > 1:
        words = Words(f"这些标签都没有结束：{names.zh}", f"these are never closed: {names.en}")
    value_end = text.index("<", first.inner)
    # What holds a value ends with it; what holds elements ends where the one around it does.
    end = value_end if text[first.inner : value_end].strip() else closing.start()
    return Diagnosis("never-closed", first.start, words, mend=Mend(end, end, f"</{first.name}>"))


def _opened_twice(opened: Sequence[Opened]) -> Diagnosis | None:
    """An element right inside one of its own name: the second tag was meant to close the first."""
    pairs = [(one, two) for one, two in pairwise(opened) if one.name == two.name]
    if not pairs:
        return None
    name = shown(pairs[0][0].name)
    others = [one.name for one, _ in pairs if one.name != pairs[0][0].name]
    more = listed(others)
    also = Words(f"；同样的还有 {more.zh}", f"; so are {more.en}") if others else Words("", "")
    return Diagnosis(
        "opened-twice",
        pairs[0][1].start,
        Words(
            f"<{name}> 没有结束又开始了一次，这里应为 </{name}>{also.zh}",
            f"<{name}> is opened again where </{name}> was meant{also.en}",
        ),
        mend=Mend(pairs[0][1].start, pairs[0][1].inner, f"</{pairs[0][0].name}>"),
    )


def _closed_as_empty(opened: Sequence[Opened]) -> Diagnosis | None:
    for element in opened:
        if element.twin is not None:
            name = shown(element.name)
            words = Words(f"<{name}/> 应为 </{name}>", f"<{name}/> should be </{name}>")
            mend = Mend(element.twin, element.twin_end, f"</{element.name}>")
            return Diagnosis("closed-as-empty", element.twin, words, mend=mend)
    return None


def _lost_bracket(text: str, start: int, end: int, name: str, *, opening: bool) -> Diagnosis | None:
    """A tag between `start` and `end` that lost its `<`, or has a full-width one."""
    if len(name) > _LONGEST_COMPARED:
        return None  # in a text of the same letters, a search would cost its length at each of them
    slash = "" if opening else r"[/／]\s*"
    found = re.compile(rf"([＜〈《])?{slash}{re.escape(name)}\s*[>＞]").search(text, start, end)
    if found is None:
        return None
    meant = f"<{'' if opening else '/'}{name}>"
    if found[1] == "＜":
        return full_width(found.start(), "＜", Mend(found.start(), found.end(), meant))
    tag = shown(meant)
    written = shown(found[0])
    return Diagnosis(
        "missing-bracket",
        found.start(),
        Words(f"“{written}”缺少“<”，应为 {tag}", f"“{written}” lacks its “<”; {tag} was meant"),
        mend=Mend(found.start(), found.end(), meant),
    )


def _mispaired(closing: re.Match[str], name: str, innermost: Opened, *, at_the_end: bool) -> Diagnosis | None:
    written, opening = f"</{shown(name)}>", f"<{shown(innermost.name)}>"
    mend = Mend(closing.start(), closing.end(), f"</{innermost.name}>")
    if name.lower() == innermost.name.lower():
        return Diagnosis(
            "other-case",
            closing.start(),
            Words(
                f"{opening} 的结束标签写成了 {written}，XML 区分大小写",
                f"{opening} is closed by {written}; XML tells capitals from small letters",
            ),
            mend=mend,
        )
    if innermost.last and not at_the_end and not _alike(name, innermost.name):
        return None
    return Diagnosis(
        "mispaired",
        closing.start(),
        Words(f"{opening} 的结束标签写成了 {written}", f"{opening} is closed by {written}"),
        mend=mend,
    )


def _closed_again(closing: re.Match[str], name: str, innermost: Opened) -> Diagnosis:
    written = f"</{shown(name)}>"
    mend = Mend(closing.start(), closing.end(), "")
    if innermost.last == name:
        done = f"<{shown(name)}/>" if innermost.last_was_empty else written
        return Diagnosis(
            "closed-twice",
            closing.start(),
            Words(
                f"前面的 {done} 已经结束，这个 {written} 是多余的",
                f"{done} closed it already; this {written} is one too many",
            ),
            mend=mend,
        )
    return Diagnosis(
        "never-opened",
        closing.start(),
        Words(f"{written} 没有对应的开始标签", f"{written} closes what was never opened"),
        mend=mend,
    )


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED]).ratio() >= _ALIKE
