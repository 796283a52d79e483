import pytest
from tests.explain.texts import misread

from hisight.explain.charset import explain
from hisight.explain.charset_side import locate
from hisight.protocol import Key, Message, Scheme, compose_root, open_message

KEY = Key.from_text("0123456789ABCDEF")
SEALED = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
PLAIN = Scheme("none", "sorted-query-key", (KEY,))
BROKEN = misread("交易成功", "utf-8-as-gbk")
ANSWER = "<RES><A>示例医院</A></RES>"


def answered(message: str = "交易成功", payload: str = ANSWER, scheme: Scheme = SEALED) -> str:
    return compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": message}, payload, scheme)


def unsigned(text: str) -> str:
    before, sign, after = text.partition("<SIGN>")
    return before + sign + "</SIGN>" + after.partition("</SIGN>")[2]


def opened(text: str, scheme: Scheme = SEALED) -> Message:
    return open_message("response", text.encode(), lambda _: scheme)


def located(message: Message, text: str = BROKEN, name: str = "RETURN_MSG") -> tuple[str, str]:
    explanation = locate(explain(text), message, name)
    return explanation.side, explanation.where.en


def test_what_is_broken_inside_the_ciphertext_was_so_before():
    message = opened(answered(payload=ANSWER.replace("示例医院", BROKEN)))
    side, where = located(message, name="")
    assert side == "author"
    assert where.startswith(
        "It stands so inside the ciphertext: it was broken before encryption. The HIS should look at"
    )


def test_a_signature_that_fits_the_broken_text_was_made_of_it():
    side, where = located(opened(answered(BROKEN)))
    assert (side, where[:21]) == ("author", "SIGN fits it as it st")
    plain = opened(answered(payload=ANSWER.replace("示例医院", BROKEN), scheme=PLAIN), PLAIN)
    assert located(plain, name="")[0] == "author"


@pytest.mark.parametrize("scheme", [SEALED, PLAIN])
def test_a_signature_that_fits_what_was_meant_was_made_before_it_broke(scheme):
    side, where = located(
        opened(misread(answered(payload=ANSWER, scheme=scheme), "utf-8-as-latin-1"), scheme),
        misread("交易成功", "utf-8-as-latin-1"),
    )
    assert (side, where[:26]) == ("transport", "SIGN fits what was meant: ")
    assert "SOAP library, gateway" in where


def test_one_value_that_was_broken_after_signing_is_found_among_sound_ones():
    message = opened(answered(scheme=PLAIN).replace("交易成功", BROKEN), PLAIN)
    assert located(message)[0] == "transport"
    payload = opened(answered(scheme=PLAIN).replace("示例医院", misread("示例医院", "utf-8-as-gbk")), PLAIN)
    assert located(payload, misread("示例医院", "utf-8-as-gbk"), "")[0] == "transport"


def test_without_a_signature_the_ciphertext_is_compared_with_what_is_around_it():
    side, where = located(opened(unsigned(answered(BROKEN))))
    assert (side, where[:36]) == ("transport", "Chinese inside the ciphertext is rig")
    both = opened(unsigned(answered(BROKEN, ANSWER.replace("示例医院", misread("示例医院", "utf-8-as-gbk")))))
    assert located(both) == ("unknown", "")


def test_without_a_signature_the_rest_of_the_message_tells():
    one = opened(unsigned(answered(BROKEN, scheme=PLAIN)), PLAIN)
    assert located(one)[0] == "author"
    assert "Other Chinese in the same message is right" in located(one)[1]
    everything = opened(misread(unsigned(answered(scheme=PLAIN)), "utf-8-as-latin-1"), PLAIN)
    side, where = located(everything, misread("交易成功", "utf-8-as-latin-1"))
    assert (side, where[:36]) == ("transport", "All Chinese of the message is like t")
    alone = opened(unsigned(answered(BROKEN, "<RES/>", PLAIN)), PLAIN)
    assert located(alone) == ("unknown", "")


def test_an_invalid_signature_that_nothing_mends_proves_nothing():
    message = opened(
        answered("????", "<RES/>", Scheme("none", "sorted-query-key", (Key.from_text("another key here"),))), PLAIN
    )
    assert located(message, "????") == ("unknown", "")


def test_escapes_and_references_are_the_work_of_the_author():
    for text in ("\\u5185\\u79d1", "&#x4E2D;"):
        side, where = located(opened(answered(text.replace("&", "&amp;"))), text)
        assert (side, "escape nothing by hand" in where) == ("author", True)


def test_gbk_under_a_latin_label_is_sound():
    body = answered("王喆", "<RES/>", PLAIN).encode("gbk")
    message = open_message("response", body, lambda _: PLAIN, chosen_charset="latin-1")
    side, where = located(message, "王喆".encode("gbk").decode("latin-1"))
    assert (side, where[:20]) == ("label", "The bytes are sound ")


def test_chinese_hints_address_the_one_whose_message_it_is():
    answer = locate(explain(BROKEN), opened(answered(BROKEN)), "RETURN_MSG")
    assert answer.where.zh.startswith("SIGN 是按乱码算的，签名之前已经坏了。请 HIS 方检查数据库连接")
