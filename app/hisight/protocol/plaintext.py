"""Does what a cipher gave look like a document? Another key gives bytes that no charset knows; a wrong guess gives a part."""

import re

from hisight.protocol import charset, markup

_LAST_TAG = re.compile(r"(?:</\s*(?:[^\s<>/:]+:)?([^\s<>/:]+)\s*|/)>\s*\Z")
_TAG = re.compile(r"<[ \t\r\n]*\w[\w.:-]*+[ \t\r\n/>]")
_LONGEST_TAG = 200
_LOOKED_AT = 100_000  # characters that show whether the whole is noise
_CUT_CHARACTER = re.compile(rb"\A[\x80-\xbf]{1,3}")


def begins_a_document(text: str) -> bool:
    """True when `text` begins with a tag: noise may begin with `<`, and even with a letter behind it."""
    return _TAG.match(text, markup.prolog_end(text)) is not None


def is_whole(text: str) -> bool:
    """True when `text` begins with an element and ends by closing it."""
    first = markup.first_name(text)
    last = _LAST_TAG.search(text, max(text.rfind("<"), len(text) - _LONGEST_TAG)) if first else None
    return last is not None and last[1] in (first, None)


def is_text(text: str) -> bool:
    """True for characters that somebody may have written."""
    return "".join(text.split()).isprintable()


def is_mostly_text(text: str) -> bool:
    """True when hardly a character is lost or a control: a document with faults, and no noise."""
    if is_text(text) and "\ufffd" not in text:
        return True
    text = text[:_LOOKED_AT]
    stray = sum(one == "\ufffd" or not (one.isprintable() or one.isspace()) for one in text)
    return stray * 8 <= len(text)


def ends_a_document(plain: bytes) -> bool:
    """True when `plain`, whose beginning is lost, is text and ends with a tag."""
    # The first character may have lost its beginning: up to three bytes of UTF-8, one of GBK.
    texts = (charset.decode(part).text for part in (plain, _CUT_CHARACTER.sub(b"", plain), plain[1:]))
    return any(text.rstrip().endswith(">") and is_mostly_text(text) for text in texts)
