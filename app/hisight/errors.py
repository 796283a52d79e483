"""The errors that HISight raises on purpose.

    HisightError                 one line for a person: what, where, what to do
    ├── protocol.ProtocolError   a message cannot be read or made
    ├── capture.SessionError     a session file cannot be opened or written
    │   └── capture.TooLargeError    an exchange that no session file can hold
    ├── capture.filtering.QueryError    a filter cannot be understood
    ├── catalog.CatalogError     a catalog file is wrong
    ├── profiles.ProfileError    a profile or a key is missing or wrong
    ├── replay.NotPermittedError a call that nobody has allowed was not sent
    ├── scenarios.ScenarioError  a scenario file is missing or wrong
    ├── proxy.ProxyError         an address that cannot be listened on or forwarded to
    ├── imports.UnreadableFileError    a file in which there is no call that could be read
    └── privacy.PrivacyError     something private would have left, so nothing was written

What a peer sends never raises one of these past `calls.read`: it becomes a problem on the call (design, principle 3).
"""

from hisight.wording import NOTHING, Words, language


class HisightError(Exception):
    """Something a person can mend; `str()` is one line in the language in use."""

    def __init__(self, what: Words, remedy: Words = NOTHING) -> None:
        super().__init__(what)
        self.what = what
        """What went wrong, and where."""
        self.remedy = remedy
        """What to do about it; may be empty."""

    def __str__(self) -> str:
        between = "" if language() == "zh" else " "  # a Chinese full stop is as wide as a character already
        return f"{self.what}{between}{self.remedy}".strip()


def sentence_of(error: Exception) -> str:
    """What `error` says, as a sentence."""
    text = str(error) if isinstance(error, HisightError) else f"{type(error).__name__}: {error}"
    return text[:1].upper() + text[1:]
