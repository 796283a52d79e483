"""What has to be asked before an edited request goes on: the platform wanted the call, but not what has been made of it."""

from hisight.capture import Exchange
from hisight.reading import Reader
from hisight.replay import Outgoing, Question, as_recorded, question
from hisight.replay.permission import deed_of


def question_about(held: Exchange, edited: Outgoing, reader: Reader) -> Question | None:
    """The question about `edited`, which goes on in place of the request of `held`; None where it does what that does.

    As everywhere, what it does is read from the very bytes that would be sent.
    """
    wanted = deed_of(as_recorded(held), reader)
    return None if deed_of(edited, reader) == wanted else question([edited], reader)
