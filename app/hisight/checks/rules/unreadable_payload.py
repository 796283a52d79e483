"""PAY006."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import NOTHING, Words

_OURS = {
    "no-key": Words("请在配置中添加密钥，或设置 HISIGHT_KEY。", "Add the key to a profile, or set HISIGHT_KEY."),
    "bad-key": Words("请更正配置中的密钥。", "Correct the key of the profile."),
    "bad-iv": Words("请更正配置中的 IV。", "Correct the IV of the profile."),
}
"""What HISight itself lacks: no peer has anything to mend."""


_THEIRS = {
    "not-xml": NOTHING,
    "other-iv": NOTHING,
    "damaged": Words(
        "请检查密文在传输和保存途中是否被改动。",
        "See where the ciphertext was changed: in passing it on, or in storing it.",
    ),
    "other-encryption": Words(
        "请按约定加密；若双方就是这样约定的，请修改配置。",
        "Encrypt as agreed; if this is what was agreed, change the profile.",
    ),
}
"""What a failure proves of the peer where no other rule is about it, with its own remedy, if it has one."""


@rule(
    "PAY006",
    "unreadable-payload",
    Severity.ERROR,
    title=Words("业务参数无法读取", "the payload cannot be read"),
    hint=Words(
        "加密前的明文应为 REQ 或 RES 的 XML 报文。", "What is encrypted should be a REQ or RES document, as XML."
    ),
    when=[Occasion.TROUBLE],
)
def unreadable_payload(subject: Subject) -> Iterator[Found]:
    """The payload cannot be read as agreed, for a reason that no other rule names.

    What: it decrypts to a text that is no XML, or, for another IV, to one whose beginning is lost; or it opens with another form
    of the key, cipher, IV or padding than agreed, and the finding says which. Where only HISight has no
    key, or one that suits no cipher, it is a note.

    Why: the receiver finds no fields in it and answers 2 (字符串异常). Without a key nothing inside is checked.

    Example: the encryption of a JSON text.
    """
    problem = subject.message.payload.problem
    if problem is None or problem.kind not in (*_THEIRS, *_OURS):
        return
    severity = Severity.NOTE if problem.kind in _OURS else None
    hint = _OURS.get(problem.kind) or _THEIRS[problem.kind]
    yield Found(subject.payload_path, problem.message, "2.3", hint, severity)
