REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_nested_entities_are_counted_and_not_unfolded(findings, only):
    assert findings("1001", "request", REQUEST) == []
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    finding = only("1001", "request", f'<!DOCTYPE a [<!ENTITY e0 "x">{levels}]>{REQUEST}')
    assert (finding.code, finding.name) == ("XML007", "entity-bomb")
    assert "the entity e1 uses other entities; it unfolds to 1,000,000,000 characters" in finding.message.en


def test_entities_that_use_each_other_have_no_end(only):
    finding = only("1001", "request", f'<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>{REQUEST}')
    assert "unfolds without end" in finding.message.en


def test_a_bomb_that_goes_off_in_a_value_is_read_as_it_is_written(findings):
    bomb = '<!DOCTYPE a [<!ENTITY x "1"><!ENTITY y "&x;&x;">]>'
    found = findings("1001", "request", bomb + REQUEST.replace("127.0.0.1", "&y;"))
    assert [one.name for one in found] == ["entity-bomb"]
