import base64
import html
import json
import random
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain import decryption as explaining
from hisight.explain.decryption_changes import agreed, dimensions
from hisight.explain.writings import WRITINGS
from hisight.protocol import AUTO, BLOCK_CIPHERS, Key, Message, Scheme, Sealing, open_message
from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.ciphertext import DIALECTS
from hisight.protocol.key_forms import KEY_FORMS

KEY, OLD = Key.from_text("Demo-Key-16Chars", "city"), Key.from_text("Old--Key-16Chars", "old")
STRANGE = Key.from_text("nobody knows it!")
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<REQ><HOSPITAL_ID>22</HOSPITAL_ID><NAME>测试甲</NAME><NOTE>'
    + "备注" * 30
    + "</NOTE></REQ>\r\n"
)
IVS = ["0102030405060708", "1234567890123456", "0123456789abcdef", "key", "MyOwn_IV_is_this", "0f" * 16]
WRITTEN = {
    "percent": lambda text: quote(text, safe=""),
    "references": lambda text: html.escape(text.replace("+", "&#43;").replace("/", "&#47;")),
    "quoted": lambda text: html.escape(json.dumps(text).replace("/", "\\/")),
    "twice": lambda text: base64.b64encode(text.encode()).decode(),
}
"""How each thing that may happen to a text is made to happen, and put into XML."""


def message(text: str, scheme: Scheme) -> Message:
    root = f"<ROOT><FUN_CODE>1002</FUN_CODE><USER_ID>u</USER_ID><SIGN/><REQ_ENCRYPTED>{text}</REQ_ENCRYPTED></ROOT>"
    return open_message("request", root.encode(), lambda _: scheme)


def sealed(
    cipher: str, key: Key = KEY, sealing: Sealing | None = None, document: str = DOCUMENT, charset="utf-8"
) -> str:
    """The text of `document`, encrypted just so."""
    used, sealing = BLOCK_CIPHERS[cipher], sealing or Sealing()
    secret = sealing.key_of(used, key.secret)
    return sealing.dialect.write(
        used.encrypt(document.encode(charset), secret, sealing.iv_of(used, secret), sealing.padding)
    )


def explained(text: str, scheme: Scheme, most: int = explaining.THOROUGH) -> explaining.DecryptionExplanation:
    return explaining.explain(message(text, scheme), most)


def named(explanation: explaining.DecryptionExplanation) -> list[tuple[str, str]]:
    return [(change.name, change.value) for change in explanation.changes]


SECRETS = {
    "fitted": "Demo-Key-of-20-Chars",
    "filled-with-0": "Demo-Key",
    "hex": "2098D32C4D1399EC" * 2,
    "base64": "MDEyMzQ1Njc4OUFCQ0RFRg==",
    "text": "Demo-Key-16Chars",
}
"""Keys to which a form makes a difference; to all others it does."""


def variants() -> list:
    """Everything that a peer may do otherwise: what was agreed, the text that comes, and the change that explains it."""
    ecb, cbc = Scheme("aes-128-ecb", keys=(KEY, OLD)), Scheme("aes-128-cbc", keys=(KEY, OLD))
    rows = []
    for name, cipher in BLOCK_CIPHERS.items():
        if cipher.suits(KEY.secret):
            rows.append((f"cipher {name}", ecb, sealed(name), [("cipher", name)]))
    for form in KEY_FORMS:
        key = Key.from_text(SECRETS.get(form, "Demo-Key-16Chars"), "city")
        other = "md5" if form == "text" else "text"
        scheme = Scheme("aes-128-ecb", keys=(key,), sealing=Sealing(other))
        rows.append((f"form {form}", scheme, sealed("aes-128-ecb", key, Sealing(form)), [("key-form", form)]))
    rows += [(f"iv {iv}", cbc, sealed("aes-128-cbc", sealing=Sealing(iv=iv)), [("iv", iv)]) for iv in IVS]
    rows.append(("iv zero", replace(cbc, sealing=Sealing(iv="key")), sealed("aes-128-cbc"), [("iv", "")]))
    for padding in PADDINGS:
        scheme = replace(ecb, sealing=Sealing(padding="ansi-x923" if padding == "pkcs7" else "pkcs7"))
        document = DOCUMENT + " " * (-len(DOCUMENT.encode()) % 16 - (3 if padding != "none" else 0))
        text = sealed("aes-128-ecb", sealing=Sealing(padding=padding), document=document)
        rows.append((f"padding {padding}", scheme, text, [("padding", padding)]))
    for dialect in DIALECTS.values():
        scheme = replace(ecb, sealing=Sealing(dialect=DIALECTS["hex" if dialect.name == "base64" else "base64"]))
        text = sealed("aes-128-ecb", sealing=Sealing(dialect=dialect), document=DOCUMENT + " " * 16)
        rows.append((f"dialect {dialect.name}", scheme, text, [("dialect", dialect.name)]))
    for charset, shown in (
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ):
        rows.append((f"charset {charset}", ecb, sealed("aes-128-ecb", charset=charset), [("charset", shown)]))
    rows += [(f"writing {name}", ecb, WRITTEN[name](sealed("aes-128-ecb")), [("writing", name)]) for name in WRITINGS]
    rows.append(("key old", ecb, sealed("aes-128-ecb", OLD), [("key", "old")]))
    short = Key.from_text("Demo-Key-15Char", "city")
    hashed = Scheme("aes-128-ecb", keys=(short, OLD), sealing=Sealing("md5"))
    for change in dimensions(agreed(hashed), hashed.keys, [])[1]:
        key = dict(change.entries)["key"]
        rows.append(
            (f"key {change.value}", hashed, sealed("aes-128-ecb", key, Sealing("md5")), [("key", change.value)])
        )
    rows.append(
        (
            "newline",
            Scheme("aes-128-ecb", keys=(short,)),
            sealed("aes-128-ecb", Key("", short.secret + b"\n")),
            [("key", "city LF")],
        )
    )
    return [pytest.param(*row[1:], id=row[0]) for row in rows if row[3] != [("cipher", "aes-128-ecb")]]


@pytest.mark.parametrize(("scheme", "text", "changes"), variants())
def test_a_payload_made_with_one_change_is_explained_by_just_that_change(scheme, text, changes):
    explanation = explained(text, scheme)
    assert named(explanation) == changes
    assert explanation.shown == "otherwise"
    assert explanation.payload.xml.rstrip().endswith("备注</NOTE></REQ>")
    (change,) = explanation.changes
    assert change.words.en in explanation.words.en
    assert change.words.zh in explanation.words.zh


@pytest.mark.parametrize("name", BLOCK_CIPHERS)
def test_with_a_key_that_suits_every_cipher_is_named(name):
    cipher = BLOCK_CIPHERS[name]
    key = Key.from_text("0123456789ABCDEFabcdefghijklmnop"[: cipher.key_lengths[0]], "long")
    for scheme in (Scheme("aes-128-ecb", keys=(key,)), Scheme("sm4-cbc", keys=(key,)), Scheme(name, keys=(key,))):
        explanation = explained(sealed(name, key), scheme)
        assert named(explanation) == [("cipher", name)] * (scheme.cipher != name)
        assert explanation.payload.xml == DOCUMENT


@given(data=st.data())
def test_any_combination_is_explained_by_all_of_its_parts(data):
    scheme = Scheme("aes-128-ecb", keys=(KEY, OLD))
    name = data.draw(st.sampled_from(list(BLOCK_CIPHERS)), "cipher")
    form = data.draw(st.sampled_from(["md5", "sha-256", "md5-hex-first", "fitted"]), "form")
    key = data.draw(st.sampled_from([KEY, OLD]), "key")
    iv = data.draw(st.sampled_from(["", "key-end", *IVS[:5]]), "iv") if name.endswith("cbc") else ""
    iv = iv if iv in ("", "key", "key-end") else iv[: BLOCK_CIPHERS[name].block]
    padding = data.draw(st.sampled_from(["pkcs7", "ansi-x923", "zero"]), "padding")
    dialect = data.draw(st.sampled_from(["base64", "hex", "base64url-unpadded"]), "dialect")
    sealing = Sealing(form, iv, padding, DIALECTS[dialect])
    if not BLOCK_CIPHERS[name].suits(sealing.key_of(BLOCK_CIPHERS[name], key.secret)):
        return
    explanation = explained(sealed(name, key, sealing), scheme)
    opened = explanation.payload
    assert opened.xml == DOCUMENT
    assert (opened.cipher, opened.key, opened.sealing.padding) == (name, key, padding)
    if name.endswith("cbc"):
        made = BLOCK_CIPHERS[name]
        secret = sealing.key_of(made, key.secret)
        zero = bytes(made.block)
        assert (opened.sealing.iv_of(made, secret) or zero) == (sealing.iv_of(made, secret) or zero)
    assert opened.sealing.dialect in (DIALECTS[dialect], DIALECTS["base64"], DIALECTS["base64url"])


def test_with_nothing_agreed_only_what_was_searched_is_a_change():
    scheme = Scheme(AUTO, keys=(KEY,))
    assert explained(sealed("sm4-cbc"), scheme).shown == "as-agreed"
    assert named(explained(sealed("sm4-cbc", sealing=Sealing("md5")), scheme)) == [
        ("key-form", "md5"),
        ("cipher", "sm4-cbc"),
    ]


@pytest.mark.parametrize("cipher", ["aes-128-ecb", AUTO])
@pytest.mark.parametrize("document", [DOCUMENT, "<RES/>", ""])
@pytest.mark.parametrize("name", ["aes-128-ecb", "aes-128-cbc-iv", "sm4-cbc", "aes-128-cbc"])
def test_a_wrong_key_is_called_a_wrong_key_and_nothing_else(cipher, document, name):
    explanation = explained(sealed(name, STRANGE, document=document), Scheme(cipher, keys=(KEY, OLD)))
    assert (explanation.shown, explanation.payload, explanation.changes) == ("wrong-key", None, ())
    assert explanation.words.en.endswith("the peer uses another key.")
    assert explanation.words.zh.endswith("对方用的是另一个密钥。")
    assert [words.en for words in explanation.excluded] == ["ciphers", "near keys", "forms of the key"]
    assert str(explanation.tries) in explanation.words.en


def test_a_search_among_very_many_keys_ends_early_and_says_so():
    keys = tuple(Key.from_text(f"Known-Key-{number:06}", f"k{number}") for number in range(80))
    words = explained(sealed("aes-128-ecb", STRANGE), Scheme("aes-128-ecb", keys=keys)).words
    assert "Not searched further than" in words.en
    assert "不再继续" in words.zh
    assert "another key" not in words.en


def test_noise_of_any_length_is_called_a_wrong_key():
    scheme = Scheme("aes-128-ecb", keys=(KEY, OLD))
    noise = random.Random(4)
    for _ in range(60):
        text = base64.b64encode(noise.randbytes(16 * noise.randint(1, 30))).decode()
        assert explained(text, scheme, explaining.QUICK).shown == "wrong-key"


@pytest.mark.parametrize(
    ("damage", "shown", "words"),
    [
        (lambda text: text[:128], "cut-ciphertext", "the ciphertext ends after 96 bytes, and"),
        (lambda text: text[:152], "cut-ciphertext", "the ciphertext ends after 114 bytes, and"),
        (lambda text: text[:151], "bad-base64", "incomplete at character 151: it was cut. Key and cipher are right"),
        (lambda text: f"{text[:99]}*{text[99:]}", "bad-base64", "character 100, '*', is not base64. Key and cipher"),
        (lambda text: text[:80] + text[84:] + text[:4], "bad-base64", "is not base64. Key and cipher are right"),
        (lambda text: text[64:], "cut-ciphertext", "the document has no beginning"),
        (lambda text: text[:100] + text[164:], "cut-ciphertext", ""),
        (lambda text: text[1:], "bad-base64", "No part of it can be read with a known key"),
    ],
)
@pytest.mark.parametrize("way", ["agreed", "other"])
def test_what_was_cut_or_changed_still_proves_its_key(damage, shown, words, way):
    sealing = Sealing() if way == "agreed" else Sealing("md5-hex-first")
    text = sealed("aes-128-ecb", sealing=sealing)
    explanation = explained(damage(text), Scheme("aes-128-ecb", keys=(KEY, OLD)))
    if words:
        assert explanation.shown == shown
        assert words in explanation.words.en
    known = [] if way == "agreed" or "No part" in words else [("key-form", "md5-hex-first")]
    assert named(explanation) == known


def test_other_content_and_another_iv_are_called_so():
    scheme = Scheme("aes-128-ecb", keys=(KEY,))
    other = json.dumps({"HOSPITAL_ID": "22", "NOTE": "备注" * 20}, ensure_ascii=False)
    for name in ("aes-128-ecb", "aes-128-cbc", "aes-128-cbc-iv"):
        explanation = explained(sealed(name, document=other), scheme)
        assert (explanation.shown, explanation.payload) == ("not-xml", None)
        assert named(explanation) == [("cipher", name)] * (name != "aes-128-ecb")
    explanation = explained(sealed("aes-128-cbc", sealing=Sealing(iv="9f" * 7 + "00" * 9)), scheme)
    assert (explanation.shown, explanation.payload) == ("other-iv", None)
    assert named(explanation) == [("cipher", "aes-128-cbc")]
    assert explanation.words.en.startswith("Not as agreed: the cipher is aes-128-cbc. Key and cipher are right")


def test_what_is_too_short_to_prove_more_keeps_the_words_of_its_problem():
    explanation = explained(sealed("aes-128-ecb", document="成功"), Scheme("aes-128-ecb", keys=(KEY,)))
    assert (explanation.shown, explanation.words.en) == ("not-xml", "decrypted as aes-128-ecb it is text, but not XML.")


def test_the_ciphertext_itself_shows_its_mode_and_its_block():
    scheme = Scheme("aes-128-ecb", keys=(KEY,))
    repeated = "<REQ>" + "<A>0123456</A>\r\n" * 9 + "</REQ>"

    def signs(name: str, document: str) -> str:
        return " ".join(sign.en for sign in explained(sealed(name, STRANGE, document=document), scheme).signs)

    assert "of 16 bytes are equal to others: the mode is ECB." in signs("aes-128-ecb", repeated)
    assert signs("aes-128-cbc", repeated) == ""
    triple = signs("3des-ecb", f"{'<A>1</A>' * 3}<B>2</B>")
    assert "it is DES or 3DES" in triple
    assert "blocks of 8 bytes are equal to others" in triple
    assert signs("aes-128-ecb", repeated * 600).startswith("At least ")
    cut = explained(sealed("aes-128-ecb", STRANGE)[:60], scheme)
    assert "has 45 bytes, no multiple of 8" in cut.signs[0].en


def test_without_a_key_the_signs_are_all_there_is():
    repeated = "<REQ>" + "<A>0123456</A>\r\n" * 9 + "</REQ>"
    explanation = explained(sealed("aes-128-ecb", document=repeated), Scheme("aes-128-ecb"))
    assert (explanation.shown, explanation.tries) == ("no-key", 0)
    assert explanation.signs


@pytest.mark.parametrize("text", ["", html.escape("<REQ/>"), "<![CDATA[<REQ/>]]>"])
def test_where_there_is_no_ciphertext_there_is_nothing_to_explain(text):
    explanation = explained(text, Scheme("aes-128-ecb", keys=(KEY,)))
    assert (explanation.shown, explanation.changes) == ("nothing", ())


def test_a_ciphertext_without_an_envelope_is_explained_too():
    scheme = Scheme("aes-128-ecb", keys=(KEY,))
    text = sealed("aes-128-ecb", sealing=Sealing("md5"))
    alone = open_message("request", text.encode(), lambda _: scheme)
    assert named(explaining.explain(alone)) == [("key-form", "md5")]
    page = open_message("request", b"<html/>", lambda _: scheme)
    assert explaining.explain(page).shown == "nothing"


def test_an_unreadable_text_is_called_so():
    explanation = explained("明文", Scheme("aes-128-ecb", keys=(KEY,)))
    assert (explanation.shown, explanation.payload) == ("bad-base64", None)


def test_neither_key_nor_a_part_of_it_shows():
    scheme = Scheme("aes-128-cbc", keys=(KEY,))
    for iv in ("key", "key-end", KEY.secret.decode()):
        explanation = explained(sealed("aes-128-cbc", sealing=Sealing(iv=iv)), scheme)
        assert KEY.secret.decode() not in repr(explanation)
        assert KEY.secret.hex() not in repr(explanation)


def test_an_explained_payload_seals_as_it_was_made():
    from hisight.protocol.payload import seal_payload

    text = sealed("aes-256-cbc", sealing=Sealing("md5-hex-first", "1234567890123456", "zero", DIALECTS["hex"]))
    opened = explained(text, Scheme("aes-128-ecb", keys=(KEY,))).payload
    assert seal_payload(DOCUMENT, Scheme(), opened) == text


@given(st.text('ABCDabcd0123+/=-_ %&;\\"\r\n', max_size=120) | st.text(max_size=40))
def test_any_text_is_explained_without_an_error(text):
    for scheme in (
        Scheme("aes-128-ecb", keys=(KEY,)),
        Scheme("3des-cbc", keys=(KEY,), sealing=Sealing(iv="odd")),
        Scheme(),
    ):
        explanation = explained(html.escape(re.sub(r"[^\x20-\ud7ff\r\n\t]", "", text)), scheme, explaining.QUICK)
        assert explanation.shown


def test_a_message_that_opens_otherwise_is_read_and_says_so():
    scheme = Scheme("aes-128-ecb", "elements-keyless", (KEY,))
    read = explaining.explained(message(sealed("aes-128-ecb", sealing=Sealing("md5")), scheme))
    assert (read.payload.state, read.payload.problem.kind) == ("decrypted", "other-encryption")
    assert (
        read.payload.problem.message.en == "The ciphertext opens, though not as agreed: the key is its MD5, as bytes."
    )
    assert read.document.root.name == "REQ"
    assert [problem.kind for problem in read.problems] == ["other-encryption"]
    assert "<NAME>" in read.signature.base_string  # a rule that signs what was encrypted sees it now


def test_another_cipher_than_agreed_is_no_success_though_it_opens():
    before = message(sealed("sm4-ecb"), Scheme("aes-128-ecb", keys=(KEY,)))
    assert before.payload.problem is None
    read = explaining.explained(before)
    assert read.payload.problem.message.en == ("The ciphertext opens, though not as agreed: the cipher is sm4-ecb.")
    assert read.problems == (read.payload.problem,)
    assert read.payload.xml == before.payload.xml


def test_what_the_failure_proves_is_said_in_place_of_what_was_met():
    scheme = Scheme("aes-128-ecb", keys=(KEY,))
    text = sealed("aes-128-ecb")
    read = explaining.explained(message(text[:-8], scheme))
    assert (read.payload.state, read.payload.problem.kind) == ("unreadable", "cut-ciphertext")
    assert read.payload.problem.message.en.startswith("Key and cipher are right; the ciphertext ends after")
    assert read.problems == (read.payload.problem,)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        (sealed("aes-128-ecb"), Scheme(keys=(KEY,))),
        (sealed("aes-128-ecb"), Scheme()),
        (sealed("aes-128-ecb"), Scheme("none", keys=(KEY,))),
        (sealed("aes-128-ecb", STRANGE), Scheme(keys=(KEY,))),
        (sealed("aes-128-ecb", STRANGE, document=DOCUMENT * 2000), Scheme(keys=(KEY,))),
    ],
)
def test_a_message_about_whose_payload_nothing_else_can_be_said_comes_back_as_it_is(text, scheme):
    before = message(text, scheme)
    assert explaining.explained(before) is before


def test_a_message_that_was_cut_is_not_explained():
    scheme = Scheme(keys=(KEY,))
    before = open_message("request", f"<ROOT><REQ_ENCRYPTED>{sealed('aes-128-ecb')[:70]}".encode(), lambda _: scheme)
    assert before.cut
    assert explaining.explained(before) is before
