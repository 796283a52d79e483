from hypothesis import given
from hypothesis import strategies as st

from hisight.profiles.sections import Section, cut, joined

TEXT = """# all my peers

# the test system
[city-test]   # careful
host = "his"
[city-test.severity]
x = "off"

["市一院"]
keys = []
"""


def test_a_comment_above_a_header_goes_with_its_section_and_one_apart_does_not():
    preamble, sections = cut(TEXT)
    assert preamble == "# all my peers\n\n"
    assert [section.key for section in sections] == ["city-test", '"市一院"']
    assert sections[0].text.startswith("# the test system\n[city-test]   # careful\n")
    assert sections[0].text.endswith('x = "off"\n\n')


def test_another_name_reaches_the_sub_sections():
    section = cut(TEXT)[1][0].called('"a b"')
    assert section.text.splitlines()[1:5] == ['["a b"]   # careful', 'host = "his"', '["a b".severity]', 'x = "off"']
    assert section.key == '"a b"'


def test_sections_that_move_are_set_apart_by_a_blank_line():
    preamble, (first, second) = cut("[a]\nx = 1\n[b]")
    assert joined(preamble, [first, second], apart=False) == "[a]\nx = 1\n[b]"
    assert joined(preamble, [second, first], apart=True) == "[b]\n\n[a]\nx = 1\n"
    assert joined("", [Section("c", "[c]\n")], apart=True) == "[c]\n"


@given(
    st.text()
    | st.lists(st.sampled_from(["[a]", "[b.c]", "# x", "", "x = 1", '["é"]', "[[a]]", " [ 'q' ] "])).map("\n".join)
)
def test_the_parts_are_the_whole(text):
    preamble, sections = cut(text)
    assert joined(preamble, sections, apart=False).replace("\n", "") == text.replace("\n", "")
    assert preamble + "".join(section.text for section in sections) == text
