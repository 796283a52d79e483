import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.errors import HisightError
from hisight.protocol import Key, Scheme, compose_root, document, open_message
from hisight.replay import apply_settings, set_value

XML = "<REQ >\r\n<A>1</A><L><B>x</B></L><L><B/></L><!-- kept --></REQ >"


def request(xml: str = "<REQ><SEX>9</SEX></REQ>"):
    root = compose_root("request", {"FUN_CODE": "2007", "USER_ID": "u"}, xml, Scheme(rule="elements-keyless"))
    return open_message("request", root.encode(), lambda _: Scheme())


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("REQ/A", XML.replace("<A>1", "<A>2")),
        ("/REQ/L/B", XML.replace("<B>x", "<B>2")),
        ("REQ/L[2]/B[1]", XML.replace("<B/>", "<B>2</B>")),
    ],
)
def test_one_value_is_set_and_every_other_character_stays(path, changed):
    assert set_value(XML, path, "2") == changed


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("REQ/C", "Here are: A, L"),
        ("REQ/L[3]/B", r"no REQ/L\[3\]/B"),
        ("REQ/L[0]/B", r"L\[0\]"),
        ("REQ//A", "not understood"),
        ("REQ/L", "is a group"),
        ("RES/A", "Here are: REQ"),
        ("REQ/A/X", "REQ/A/X"),
    ],
)
def test_a_path_that_leads_nowhere_says_what_is_there(path, words):
    with pytest.raises(HisightError, match=words):
        set_value(XML, path, "2")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30))
def test_any_value_is_read_back(value):
    changed = document.read(set_value(XML, "REQ/A", value)).root
    assert changed.children[0].value == value


def test_settings_reach_payload_and_envelope():
    xml, fields = apply_settings(request(), ["REQ/SEX=1", "ROOT/USER_ID=a=b", "REQ/SEX=2"])
    assert (xml, fields) == ("<REQ><SEX>2</SEX></REQ>", {"USER_ID": "a=b"})
    assert apply_settings(request(), []) == (None, {})


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("REQ/SEX", "Write PATH=VALUE"),
        ("=1", "Write PATH"),
        ("ROOT/X=1", "Here are: FUN_CODE"),
        ("SEX=1", "the message has no SEX. Here are: REQ, ROOT."),
    ],
)
def test_a_setting_that_is_not_understood_says_so(setting, words):
    with pytest.raises(HisightError, match=words):
        apply_settings(request(), [setting])


def test_a_payload_without_its_root_element_offers_no_root():
    alone = open_message("request", b"<REQ><SEX>9</SEX></REQ>", lambda _: Scheme())
    with pytest.raises(HisightError, match=r"Here are: REQ\.$"):
        apply_settings(alone, ["SEX=1"])


def test_in_a_payload_that_cannot_be_read_nothing_is_called_missing():
    sealed = Scheme("aes-128-ecb", keys=(Key.from_text("0123456789ABCDEF"),))
    root = compose_root("request", {"FUN_CODE": "2007", "USER_ID": "u"}, "<REQ><SEX>9</SEX></REQ>", sealed)
    message = open_message("request", root.encode(), lambda _: Scheme())
    with pytest.raises(HisightError, match=r"REQ/SEX cannot be set: .* no key is known. Give the key with HISIGHT_KEY"):
        apply_settings(message, ["REQ/SEX=1"])
    assert apply_settings(message, ["ROOT/USER_ID=x"]) == (None, {"USER_ID": "x"})
