"""Chinese as it is, and as it comes out of somebody's hands."""

COMMON = [
    raw.decode("gb2312")
    for raw in (bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    if raw < b"\xd7\xfa"
]
"""The 3,755 characters of GB2312's first level."""

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕濮缪逄郗阚阎"
RARE = "喆堃镕㙓玥甯翀珺祎旸赟頔昉彧翊垚淼燚犇骉羴鱻焱囧槑靐龘㛃䶮㼆彣㐂甪琞昇晞芃苒菀嫄婧媛莙"
"""Characters of names that GB2312 lacks, or has on its second level."""

SPOILED = {
    "utf-8-as-gbk": ("utf-8", "gb18030"),
    "utf-8-as-latin-1": ("utf-8", "latin-1"),
    "utf-8-as-windows-1252": ("utf-8", "cp1252"),
    "gbk-as-latin-1": ("gb18030", "latin-1"),
    "gbk-as-windows-1252": ("gb18030", "cp1252"),
    "gbk-as-utf-8": ("gb18030", "utf-8"),
}
"""What is written and what it is read as, for each misreading by name."""

_LACKS = b"\x81\x8d\x8f\x90\x9d"  # what windows-1252 lacks, Windows leaves alone


def misread(text: str, *names: str) -> str:
    """`text` after the misreadings `names`, one after the other."""
    for name in names:
        written, read = SPOILED[name]
        data = text.encode(written)
        if read == "cp1252":
            text = "".join(chr(byte) if byte in _LACKS else bytes([byte]).decode(read) for byte in data)
        else:
            text = data.decode(read, "replace")
    return text
