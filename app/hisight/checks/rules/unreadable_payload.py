"""PAY006."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import NOTHING, Words

_OURS = {
    "no-key": Words("请在配置中添加密钥，或设置 HISIGHT_KEY。", "Add the key to a profile, or set HISIGHT_KEY."),
    "bad-key": Words("请更正配置中的密钥。", "Correct the key of the profile."),
    "bad-iv": Words("请更正配置中的 IV。", "Correct the IV of the profile."),
}
"""What HISight itself lacks: no peer has anything to mend."""


@rule(
    "PAY006",
    "unreadable-payload",
    Severity.ERROR,
    title=Words("业务参数无法读取", "the payload cannot be read"),
    hint=Words(
        "加密前的明文应为 REQ 或 RES 的 XML 报文。", "What is encrypted should be a REQ or RES document, as XML."
    ),
)
def unreadable_payload(subject: Subject) -> Iterator[Found]:
    """The payload cannot be read, for a reason that no other rule names.

    What: it decrypts to a text that is no XML, or, for another IV, to one whose beginning is lost. Where only HISight has no
    key, or one that suits no cipher, it is a note.

    Why: the receiver finds no fields in it and answers 2 (字符串异常). Without a key nothing inside is checked.

    Example: the encryption of a JSON text.
    """
    problem = subject.message.payload.problem
    if problem is None or problem.kind not in ("not-xml", "other-iv", *_OURS):
        return
    severity = Severity.NOTE if problem.kind in _OURS else None
    yield Found(subject.payload_path, problem.message, "2.3", _OURS.get(problem.kind, NOTHING), severity)
