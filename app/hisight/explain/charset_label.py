"""Bytes that are not what their label says, or of no one charset: what a receiver makes of them, and what they are."""

import codecs
import re

from hisight.explain.charset import CharsetExplanation, short
from hisight.explain.charset_changes import Spoiling
from hisight.explain.chinese import LOST, in_gb2312, is_chinese
from hisight.protocol import charset
from hisight.protocol.charset import Decoded
from hisight.wording import Words

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{1,12}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


def explain_label(decoded: Decoded) -> CharsetExplanation | None:
    """What is wrong between the bytes of `decoded` and their label; None when nothing is. Never fails.

    The changes are one of `mislabelled`, `mixed`, `cut-character`, `stray-bytes`. What a person chose does not count here.
    """
    decoded = charset.as_found(decoded)
    return _mixed(decoded) or (_broken(decoded) if decoded.lossy else _mislabelled(decoded))


def _mislabelled(decoded: Decoded) -> CharsetExplanation | None:
    if not decoded.mislabelled:
        return None
    seen = _BEYOND_ASCII.search(decoded.text)
    meant = seen[0] if seen else decoded.text[:12]
    believed = charset.normal_name(decoded.declared)
    found = meant.encode(decoded.charset, "replace").decode(believed, "replace") if believed else ""
    zh = f"声明为 {decoded.declared}，实际是 {decoded.charset}"
    en = f"declared as {decoded.declared}, really {decoded.charset}"
    if found:
        reads = Words(
            f"：相信声明的一方会把“{meant}”读成“{short(found)}”",
            f": who believes it reads “{short(found)}” for “{meant}”",
        )
    else:
        reads = Words(f"：没有叫 {decoded.declared} 的字符集", f": there is no charset {decoded.declared}")
    words = Words(f"{zh}{reads.zh}。", f"{en}{reads.en}.")
    return _explained("mislabelled", found, meant, words)


def _mixed(decoded: Decoded) -> CharsetExplanation | None:
    """Two charsets in one text, as where a program joins bytes of two sources."""
    if decoded.charset not in ("utf-8", "gb18030") or not (decoded.lossy or decoded.charset == "gb18030"):
        return None
    runs = _HIGH_BYTES.findall(decoded.data)
    as_utf8 = [text for run in runs if (text := _strictly(run, "utf-8")) and is_chinese(text)]
    as_gbk = [text for run in runs if not _strictly(run, "utf-8") and (text := _strictly(run, "gb2312"))]
    spoiled = [text for run in runs if not _strictly(run, "utf-8") and not _strictly(run, "gb2312")]
    if (
        not as_utf8
        or not as_gbk
        or spoiled
        or all(in_gb2312(text.encode().decode("gb18030", "replace")) for text in as_utf8)
    ):
        return None
    words = Words(
        f"同一段文本里混有两种字符集：“{short(as_utf8[0])}”是 UTF-8，“{short(as_gbk[0])}”是 GBK。",
        f"two charsets in one text: “{short(as_utf8[0])}” is UTF-8, “{short(as_gbk[0])}” is GBK.",
    )
    return _explained("mixed", decoded.text, as_gbk[0], words)


def _broken(decoded: Decoded) -> CharsetExplanation:
    lost = decoded.text.count(LOST)
    if _is_cut(decoded):
        words = Words(
            f"{decoded.charset} 的最后一个字符只有一部分字节：在字符中间被截断。",
            f"of the last character in {decoded.charset} only a part of the bytes is there: the text was cut inside it.",
        )
        return _explained("cut-character", decoded.text, decoded.text, words)
    words = Words(
        f"{lost} 处字节不属于 {decoded.charset}，显示为 �。",
        f"{lost} places are not {decoded.charset}; they show as �.",
    )
    return _explained("stray-bytes", decoded.text, decoded.text, words)


def _explained(name: str, found: str, meant: str, words: Words) -> CharsetExplanation:
    change = Spoiling(name, words, lambda _text: meant)
    return CharsetExplanation(found, meant, (change,), words, "label" if name == "mislabelled" else "author")


def _is_cut(decoded: Decoded) -> bool:
    """True when nothing is wrong but that the last character is not whole."""
    try:
        codecs.getincrementaldecoder(decoded.charset)().decode(decoded.data)
    except UnicodeError:
        return False
    return True


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeError:
        return ""
