"""What has to be asked before an edited request goes on: the platform wanted the call, but not what has been made of it."""

from hisight.capture import Exchange
from hisight.reading import Reader
from hisight.replay import Outgoing, Question, as_recorded, question
from hisight.replay.permission import deed_of, read


def question_about(held: Exchange, edited: Outgoing, reader: Reader) -> Question | None:
    """The question about `edited`, which goes on in place of the request of `held`; None where it does what that does.

    That is the same to the same patient, and to the same lock, order or bill. As everywhere, what it does is read from the very
    bytes that would be sent.
    """
    wanted = as_recorded(held)
    same = deed_of(edited, reader) == deed_of(wanted, reader) and _matter(edited, reader) == _matter(wanted, reader)
    return None if same else question([edited], reader)


def _matter(outgoing: Outgoing, reader: Reader) -> frozenset[tuple[str, str]]:
    """The numbers of locks, orders, patients and bills in it; what cannot be read is about nothing but itself."""
    subject = read(outgoing, reader).subject("request")
    if subject is None or subject.function is None or subject.message.payload.state == "unreadable":
        return frozenset({("", outgoing.body.hex())})
    return frozenset((field.name, value) for _, field, value in subject.values() if field.key)
