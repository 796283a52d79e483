from typing import get_args

import pytest

from hisight.explain.signature_clauses import (
    LABELS,
    NEAR_KEYS,
    clause,
    digest_clause,
    key_part_clause,
    rule_clause,
    sign_type_clause,
)
from hisight.protocol import signature_rule


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("payload", signature_rule.PayloadForm),
        ("order", signature_rule.Order),
        ("blanks", signature_rule.Blanks),
        ("empty", signature_rule.Empty),
        ("charset", signature_rule.SignedCharset),
        ("line-ends", signature_rule.LineEnds),
        ("base64-lines", signature_rule.Base64Lines),
        ("text", signature_rule.Text),
        ("layout", signature_rule.Layout),
        ("string-case", signature_rule.StringCase),
    ],
)
def test_every_value_that_a_rule_may_have_reads_as_a_clause_of_its_own(name, values):
    said = [clause(name, value) for value in get_args(values)]
    assert len(set(said)) == len(said)
    assert name in LABELS
    for words in said:
        assert words.zh
        assert not words.zh.endswith("。")
        assert words.en[0].islower()
        assert not words.en.endswith(".")


def test_the_key_part_is_shown_with_a_word_for_the_key():
    assert key_part_clause("&key={key}").en == "the base string ends with &key=<key>"
    assert key_part_clause("&key={key}").zh == "末尾接的是 &key=<密钥>"
    assert key_part_clause("").en == "the key is left out"


def test_rule_digest_and_sign_type_are_named():
    assert rule_clause("city").zh == "规则是 city"
    assert digest_clause("sm3").en == "the digest is SM3"
    assert sign_type_clause(signed=True) != sign_type_clause(signed=False)
    assert NEAR_KEYS.en == "near keys"
