from hisight.protocol import RULES, Key, Scheme


def test_a_key_never_shows_in_its_repr():
    key = Key.from_text(" 0123456789ABCDEF\r\n", "test")
    assert key.secret == b"0123456789ABCDEF"
    assert "0123" not in repr(key) + repr(Scheme(keys=(key,)))


def test_the_first_key_seals():
    one, two = Key.from_text("1"), Key.from_text("2")
    assert Scheme(keys=(one, two)).key == one
    assert Scheme().key is None


def test_the_agreed_rule_is_tried_first_and_with_auto_there_is_none():
    names = [rule.name for rule in Scheme(rule="elements-keyless").candidate_rules]
    assert names[0] == "elements-keyless"
    assert sorted(names) == sorted(RULES)
    assert Scheme().agreed_rule is None
    assert [rule.name for rule in Scheme().candidate_rules] == list(RULES)


def test_a_rule_of_the_peer_itself_comes_before_the_known_ones():
    own = RULES["sorted-query-key"]._replace(name="city", key_part="&key={key}")
    scheme = Scheme(rule="city", own_rule=own)
    assert scheme.agreed_rule is own
    assert scheme.candidate_rules == (own, *RULES.values())
