"""Text of the window in the language in use."""

from hisight.wording import Words


def tr(zh: str, en: str) -> str:
    """The one of the two that the user reads. Called when a widget is made: a change of language makes them anew."""
    return str(Words(zh, en))
