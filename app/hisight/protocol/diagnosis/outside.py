"""What stands outside the root element, or belongs there and stands inside."""

from hisight.protocol.diagnosis.cause import Diagnosis, Mend, shown
from hisight.wording import Words


def stray_text(text: str, start: int, end: int, root: str) -> Diagnosis:
    """The characters from `start` to `end` stand before or behind the element `root` (empty while none has begun)."""
    between = text[start:end]
    bom = between.find("\ufeff")
    if bom >= 0:
        words = Words(
            "BOM（U+FEFF）只能在最前面，这里不允许", "a byte order mark (U+FEFF) may stand at the very beginning only"
        )
        return Diagnosis("misplaced-bom", start + bom, words, mend=Mend(start + bom, start + bom + 1, ""))
    offset = start + len(between) - len(between.lstrip())
    excerpt, mend = shown(between), Mend(start, end, "")
    if not root:
        words = Words(f"XML 之前有多余的内容“{excerpt}”", f"“{excerpt}” stands in front of the XML")
        return Diagnosis("text-before", offset, words, mend=mend)
    name = shown(root)
    words = Words(f"</{name}> 之后还有多余的内容“{excerpt}”", f"“{excerpt}” stands behind the end of <{name}>")
    return Diagnosis("text-behind", offset, words, mend=mend)


def second_root(first: str, second: str, offset: int) -> Diagnosis:
    """Behind the root `first` another one, `second`, begins at `offset`."""
    one, other = f"<{shown(first)}>", f"<{shown(second)}>"
    words = Words(
        f"{one} 结束后又开始了一个根节点 {other}，一份 XML 只能有一个",
        f"behind the root {one} another one begins, {other}; a document has one",
    )
    return Diagnosis("second-root", offset, words)


def late_declaration(start: int, end: int, within: str) -> Diagnosis:
    """An XML declaration stands inside the element `within`, or for none behind the beginning."""
    words = Words("<?xml …?> 声明只能在最前面", "an <?xml …?> declaration may stand at the very beginning only")
    if within:
        tag = f"<{shown(within)}>"
        words = Words(
            f"{tag} 里嵌了另一份带 <?xml …?> 声明的报文，请去掉声明，或把它放进 CDATA",
            f"{tag} holds another document with its <?xml …?> declaration; leave that out, or put it into CDATA",
        )
    return Diagnosis("late-declaration", start, words, mend=Mend(start, end, ""))


def late_doctype(start: int, end: int) -> Diagnosis:
    """A document type declaration stands behind the beginning of the root element."""
    words = Words("<!DOCTYPE …> 只能在根节点之前", "a <!DOCTYPE …> may stand before the root element only")
    return Diagnosis("late-doctype", start, words, mend=Mend(start, end, ""))
