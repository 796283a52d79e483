from hisight.errors import HisightError
from hisight.protocol import CipherError, MarkupError, ProtocolError, SealError
from hisight.wording import Words


def test_every_protocol_error_is_one_line_for_a_person():
    words = Words("坏了。", "broken.")
    for error in (CipherError("wrong-key", words), MarkupError(words, 1, 2), SealError(words)):
        assert isinstance(error, ProtocolError | HisightError)
        assert str(error) == "broken."
