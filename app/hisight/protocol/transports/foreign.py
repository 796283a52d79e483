"""What a body is that is no SOAP and no XML: a page, JSON, a form, plain words."""

import re

from hisight.protocol import markup
from hisight.protocol.notes import Problem
from hisight.wording import Words

_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|h1|p|br|div|script|center|title)\b", re.IGNORECASE)
_TITLE = re.compile(r"<(title|h1|h2)\b[^>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FORM = re.compile(r"[\w.-]+=[^&\s<]*(?:&[\w.-]+=[^&\s<]*)*\s*\Z")
_SHOWN = 60
_LOOKED_AT = 4096


def is_page(text: str) -> bool:
    """True when `text` is an HTML page, well-formed or not."""
    return bool(_PAGE.match(text[markup.prolog_end(text) :][:_LOOKED_AT]) or _PAGE.match(text[:_LOOKED_AT]))


def describe(text: str) -> Words:
    """What `text` is instead of SOAP or XML, in one sentence."""
    start = text.strip()[:_LOOKED_AT]
    if is_page(start):
        title = _TITLE.search(start)
        said = _shown(markup.unescape(_TAG.sub(" ", title[2]))) if title else ""
        if said:
            return Words(f"正文是 HTML 页面“{said}”，不是 SOAP。", f"the body is the HTML page “{said}”, no SOAP.")
        return Words("正文是 HTML 页面，不是 SOAP。", "the body is an HTML page, no SOAP.")
    if start.startswith(("{", "[")):
        return Words("正文是 JSON，不是 SOAP。", "the body is JSON, no SOAP.")
    if _FORM.match(start):
        return Words("正文是表单数据，不是 SOAP。", "the body is form data, no SOAP.")
    if _binary(start):
        return Words("正文是二进制数据，不是 SOAP，也不是 XML。", "the body is binary, neither SOAP nor XML.")
    said = _shown(start)
    return Words(f"正文既不是 SOAP，也不是 XML：“{said}”。", f"the body is neither SOAP nor XML: “{said}”.")


def problem(text: str) -> Problem:
    """That `text` is no SOAP, as a problem."""
    return Problem("not-soap", "transport", describe(text))


def _binary(text: str) -> bool:
    odd = sum(character == "\ufffd" or (character < " " and character not in "\t\r\n") for character in text)
    return odd * 10 > len(text)


def _shown(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHOWN else f"{folded[:_SHOWN]}…"
