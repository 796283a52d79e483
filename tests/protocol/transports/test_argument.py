import base64
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.transports.samples import AXIS_1, ROOT, SOAP_LITE, soap

from hisight.protocol import markup, transports
from hisight.protocol.rewriting import as_read

REFERENCES = "".join(one if one.isascii() else f"&#x{ord(one):X};" for one in markup.escape(ROOT))
SPLIT = markup.cdata(ROOT.replace("测试甲", "<![CDATA[测试甲]]>"))
VALUES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t]><&")
)


def lite(text: str, codec: str = "utf-8") -> str:
    return SOAP_LITE.format(base64.b64encode(text.encode(codec)).decode())


def one(content: str) -> str:
    return soap(f"<m:HisService xmlns:m='urn:x'><m:user>u</m:user><m:arg0>{content}</m:arg0></m:HisService>")


STYLES = {
    "escaped": one(markup.escape(ROOT)),
    "cdata": one(markup.cdata(ROOT)),
    "split cdata": one(SPLIT),
    "references": AXIS_1.format(REFERENCES),
    "base64": lite(ROOT),
    "base64 in lines": SOAP_LITE.format("\n" + base64.encodebytes(ROOT.encode()).decode()),
    "elements": one(f"\n  {ROOT}\n"),
    "escaped twice": one(markup.escape(markup.escape(ROOT))),
    "escaped in cdata": one(markup.cdata(markup.escape(ROOT))),
}


@pytest.mark.parametrize(
    ("text", "style", "declared"),
    [
        (AXIS_1.format(REFERENCES), "references", "xsd:string"),
        (lite(ROOT), "base64", "xsd:base64Binary"),
        (one(SPLIT), "cdata", ""),
        (one(markup.escape(ROOT)), "escaped", ""),
    ],
)
def test_what_a_stack_writes_is_read_with_its_declared_type(text, style, declared):
    found, problems = transports.read(text)
    assert (found.carries, found.style, found.declared, problems) == ("root", style, declared, ())
    assert "测试甲" in found.inner


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_an_edited_document_is_written_in_the_style_it_had(text):
    found, _ = transports.read(text)
    name = "孙若谷" if found.style == "elements" else "孙[]]><&\n"
    changed = found.inner.replace("1001", "2001").replace("测试甲", name)
    again, problems = transports.read(found.wrap(text, changed))
    assert (again.inner, again.style, again.again, problems) == (changed, found.style, found.again, ())
    assert found.wrap(text, found.inner) is text


@pytest.mark.parametrize("text", [text for name, text in STYLES.items() if name != "elements"])
@given(value=VALUES)
def test_whatever_is_written_is_read_again(text, value):
    found, _ = transports.read(text)
    changed = found.inner.replace("测试甲", value)
    assert transports.read(found.wrap(text, changed))[0].inner == changed


def test_new_characters_are_references_where_the_others_are():
    found, _ = transports.read(AXIS_1.format(REFERENCES))
    made = found.wrap(AXIS_1.format(REFERENCES), ROOT.replace("甲", "乙"))
    assert made == AXIS_1.format(REFERENCES.replace(f"{ord('甲'):X}", f"{ord('乙'):X}"))


def test_base64_keeps_its_charset_its_lines_and_the_blanks_around_it():
    inner = f"<?xml version='1.0' encoding='GBK'?>{ROOT}"
    text = SOAP_LITE.format("\r\n" + base64.encodebytes(inner.encode("gbk")).decode())
    found, _ = transports.read(text)
    assert (found.inner, found.decoded.charset) == (inner, "gb18030")
    made = found.wrap(text, inner.replace("甲", "乙"))
    assert made == SOAP_LITE.format("\r\n" + base64.encodebytes(inner.replace("甲", "乙").encode("gbk")).decode())


def test_the_url_safe_alphabet_is_read_and_written_again():
    inner = ROOT.replace("1001", "测试？？>>")
    text = SOAP_LITE.format(base64.urlsafe_b64encode(inner.encode()).decode())
    assert "-" in text or "_" in text
    found, _ = transports.read(text)
    assert (found.style, found.inner) == ("base64", inner)
    edited = inner.replace("测", "再")
    assert found.wrap(text, edited) == SOAP_LITE.format(base64.urlsafe_b64encode(edited.encode()).decode())


def test_base64_that_was_cut_is_read_as_far_as_it_goes():
    found, _ = transports.read(SOAP_LITE.format(base64.b64encode(ROOT.encode()).decode()[:41]))
    assert (found.style, found.inner) == ("base64", ROOT[:30])


@pytest.mark.parametrize(
    "content", ["kjPZRMs96t6gBs1xfBKrlg==", base64.b64encode(b"words and words").decode(), "PFJP", "PFJPT1Q+<"]
)
def test_base64_of_anything_else_is_no_document(content):
    assert transports.read(one(content.replace("<", "&lt;")))[0].carries == "nothing"


def test_base64_with_a_stray_character_is_no_document():
    content = base64.b64encode(ROOT.encode()).decode() * 5
    assert transports.read(one(content[:500] + "*" + content[500:]))[0].carries == "nothing"


def test_of_several_strings_the_one_that_carries_a_document_is_the_argument():
    text = soap(f"<m><user>0001</user><pass>x</pass><xml>{markup.escape(ROOT)}</xml><flag>1</flag></m>")
    found, _ = transports.read(text)
    assert (found.argument, found.path) == ("xml", (1, 0, 2))


def test_a_root_as_elements_is_told_from_what_stands_beside_it():
    text = soap(f"<m><user>0001</user>{ROOT}<flag>1</flag></m>")
    found, _ = transports.read(text)
    assert (found.inner, found.style, found.argument) == (ROOT, "elements", "m")
    assert found.wrap(text, "<?xml version='1.0'?><ROOT/>\n") == soap("<m><user>0001</user><ROOT/><flag>1</flag></m>")


def test_a_carriage_return_of_its_own_is_a_reference_even_in_cdata():
    text = one("<![CDATA[<ROOT>a</ROOT>]]>")
    found, _ = transports.read(text)
    made = found.wrap(text, "<ROOT>a\rb</ROOT>")
    assert transports.read(made)[0].inner == "<ROOT>a\rb</ROOT>"
    assert as_read("<![CDATA[a]]>&#13;") == "a\r"


def test_a_thousand_values_are_tried_as_base64_and_no_more():
    document = base64.b64encode(ROOT.encode()).decode()
    others = "<m:x>QUJD</m:x>"
    for count, carries in ((999, "root"), (1000, "nothing")):
        text = soap(f"<m:Any xmlns:m='urn:x'>{others * count}<m:arg0>{document}</m:arg0></m:Any>")
        assert transports.read(text)[0].carries == carries


@pytest.mark.parametrize("content", [markup.cdata(ROOT), SPLIT, markup.escape(ROOT), REFERENCES, f"<!--x-->{SPLIT}"])
@pytest.mark.parametrize("before", ["", "<!--<![CDATA[<ROOT>-->", "<h><![CDATA[x]]></h>"])
def test_how_it_was_written_is_told_the_same_without_its_place(content, before):
    text = soap(f"<m>{before}<h>0001</h><xml>{content}</xml></m>")
    carried, _ = transports.read(text)
    with mock.patch("hisight.protocol.transports.argument.usual_style", return_value=""):
        closely, _ = transports.read(text)
    assert carried == closely
    assert carried.style
