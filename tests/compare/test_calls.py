"""Two calls side by side."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hisight.compare import EVERYTHING, How, compare

SUBSTANCE = How.substance()


def dept(number: int, name: str = "内科") -> str:
    return f"<DEPT_LIST><DEPT_ID>{number}</DEPT_ID><DEPT_NAME>{name}</DEPT_NAME></DEPT_LIST>"


def told(comparison) -> list[tuple[str, str, str | None, str | None]]:
    """The differences of the payload of the answer: SIGN differs whenever anything does."""
    return [(one.path, one.kind, one.left, one.right) for one in comparison.differences if one.name != "SIGN"]


def test_a_call_does_not_differ_from_itself(read):
    assert compare(read(), read()).differences == []


def test_a_changed_value_is_one_difference_at_its_path(answers):
    found = answers(dept(1) + dept(2), dept(1) + dept(2, "外科"))
    assert told(found) == [("RES/DEPT_LIST[2]/DEPT_NAME", "changed", "内科", "外科")]


def test_a_row_that_only_one_side_has_is_one_difference_with_what_is_in_it(answers):
    found = answers(dept(1) + dept(2) + dept(3), dept(1) + dept(3))
    assert told(found)[0] == ("RES/DEPT_LIST[2]", "only-left", "", None)
    assert {line[1] for line in told(found)} == {"only-left"}
    assert {line[1] for line in told(answers(dept(1), dept(1) + dept(2)))} == {"only-right"}


def test_a_changed_row_is_known_by_the_field_that_tells_rows_apart(answers):
    found = answers(
        dept(1, "甲") + dept(2, "乙") + dept(3, "丙"), dept(3, "丁") + dept(1, "甲") + dept(2, "乙"), SUBSTANCE
    )
    assert told(found) == [("RES/DEPT_LIST[3]/DEPT_NAME", "changed", "丙", "丁")]


def test_the_order_of_rows_counts_only_where_it_is_asked_for(answers):
    left, right = dept(1) + dept(2) + dept(3), dept(3) + dept(1) + dept(2)
    assert told(answers(left, right)) == [("RES/DEPT_LIST[3]", "moved", "3", "1")]
    assert told(answers(left, right, How(order=False))) == []


def test_blanks_count_only_where_it_is_asked_for(answers):
    left, right = dept(1, "内 科"), dept(1, "内  科\n")
    assert [line[1] for line in told(answers(left, right))] == ["changed"]
    assert told(answers(left, right, How(blanks=False))) == []


def test_what_differs_each_time_is_put_aside_and_still_shown(read):
    sides = [
        read("1001", "<REQ/>", f"<RES><SYSDATE>2026-11-2{day} 10:00:00</SYSDATE></RES>") for day in (3, 4)
    ]  # fmt: skip
    found = compare(*sides, SUBSTANCE)
    assert found.differences == []
    assert {line.name for line in found.response if line.aside} == {"SIGN", "SYSDATE"}
    assert found.aside == 2
    assert {line.name for line in compare(*sides).differences} == {"SIGN", "SYSDATE"}


def test_a_number_that_the_his_gives_out_is_put_aside_only_in_its_answer(read):
    def side(number: str):
        asked = f"<REQ><LOCK_ID>{number}</LOCK_ID></REQ>"
        return read("2005", asked, f"<RES><HOSP_LOCK_ID>{number}</HOSP_LOCK_ID></RES>")

    found = compare(side("L1"), side("L2"), SUBSTANCE)
    assert told(found) == [("REQ/LOCK_ID", "changed", "L1", "L2")]


def test_envelope_and_status_are_compared(read):
    found = compare(read(), read(RETURN_CODE="200109", status="500 Server Error"), SUBSTANCE)
    assert told(found) == [
        ("HTTP", "changed", "200 OK", "500 Server Error"),
        ("ROOT/RETURN_CODE", "changed", "0", "200109"),
    ]


def test_an_answer_that_never_came_is_missing_as_a_whole(read):
    found = compare(read(answer="<RES><COUNT>0</COUNT></RES>"), read(answer=None, error="refused"))
    assert {line.kind for line in found.response if line.path.startswith(("ROOT", "RES"))} == {"only-left"}
    assert told(found)[0] == ("HTTP", "changed", "200 OK", "refused")


def test_what_cannot_be_read_is_compared_as_text(read):
    pages = [read(body=f"<html><p>{word}".encode()) for word in ("busy", "gone")]
    assert told(compare(*pages))[-1][0] == "BODY"
    sealed = [read(answer=word) for word in ("c2VhbGVk" * 4, "b3RoZXI=" * 4)]
    assert ("ROOT/RES_ENCRYPTED", "changed") in [line[:2] for line in told(compare(*sealed))]


def test_an_attribute_of_how_a_call_is_compared_stands_alone():
    assert replace(EVERYTHING, order=False).blanks
    assert SUBSTANCE.names == {"SIGN"}


rows = st.lists(st.sampled_from("内外妇儿骨眼"), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(names=rows, data=st.data())
def test_one_change_of_any_kind_in_any_row_is_found_as_what_it_is(answers, names, data):
    left = [dept(number, name) for number, name in enumerate(names)]
    place = data.draw(st.integers(0, len(left) - 1))
    right = list(left)
    match data.draw(st.sampled_from(["change", "take out", "add", "move"])):
        case "change":
            right[place] = dept(place, "新")
            assert told(answers("".join(left), "".join(right))) == [
                (f"RES/DEPT_LIST[{place + 1}]/DEPT_NAME", "changed", names[place], "新")
            ]
        case "take out":
            del right[place]
            found = told(answers("".join(left), "".join(right)))
            assert {kind for _, kind, *_ in found} == {"only-left"}
            assert found[-1][2] == names[place] if len(right) else True
        case "add":
            right.insert(place, dept(99, "新"))
            found = told(answers("".join(left), "".join(right)))
            assert {kind for _, kind, *_ in found} == {"only-right"}
            assert [line[3] for line in found] == ["", "99", "新"]
        case "move":
            target = data.draw(st.integers(0, len(left) - 1))
            right.insert(target, right.pop(place))
            found = told(answers("".join(left), "".join(right)))
            # A step to the neighbouring place may be told of either of the two.
            assert [kind for _, kind, *_ in found] == ["moved"] * (place != target)
            assert told(answers("".join(left), "".join(right), How(order=False))) == []


@settings(max_examples=20, deadline=None)
@given(left=rows, right=rows)
def test_what_is_only_left_one_way_is_only_right_the_other_way(answers, left, right):
    def inside(names):
        return "".join(dept(number, name) for number, name in enumerate(names))

    there = answers(inside(left), inside(right), How(order=False)).differences
    back = answers(inside(right), inside(left), How(order=False)).differences
    mirror = {"only-left": "only-right", "only-right": "only-left"}
    assert sorted((line.name, mirror.get(line.kind, line.kind), line.right, line.left) for line in there) == sorted(
        (line.name, line.kind, line.left, line.right) for line in back
    )


def test_a_row_that_only_one_side_has_counts_once(answers):
    found = answers(dept(1), dept(1) + dept(2), SUBSTANCE)
    assert (found.count, len(found.differences)) == (1, 3)
