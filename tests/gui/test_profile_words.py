from hisight.gui import profile_words
from hisight.profiles import rule_entries, sealing_entries
from hisight.profiles.entries import MATCHES
from hisight.protocol import CIPHERS, RULES


def test_every_match_and_every_entry_has_words():
    assert set(profile_words.MATCHES) == set(MATCHES)
    assert set(profile_words.SEALING) == set(sealing_entries.ENTRIES)
    assert set(profile_words.RULE) == set(rule_entries.ENTRIES)


def test_every_cipher_and_rule_can_be_chosen():
    assert {value for value, _ in profile_words.ciphers()} == {"auto", *CIPHERS}
    assert {value for value, _ in profile_words.rules()} == {"auto", profile_words.OWN, *RULES}


def test_values_of_a_rule_have_words_and_the_others_are_shown_as_they_are_written():
    for entry, values in rule_entries.CHOICES.items():
        words = [words.zh for _, words in profile_words.choices(entry, values)]
        assert len(set(words)) == len(words), entry
    assert profile_words.choices("padding", ["pkcs7"]) == [("pkcs7", ("pkcs7", "pkcs7"))]
