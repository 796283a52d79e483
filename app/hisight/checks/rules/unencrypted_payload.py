"""PAY002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.protocol import AUTO
from hisight.wording import Words


@rule(
    "PAY002",
    "unencrypted-payload",
    Severity.ERROR,
    title=Words("业务参数没有加密", "the payload is not encrypted"),
    hint=Words(
        "请按约定的算法加密业务参数；若双方约定明文，请修改配置。",
        "Encrypt the payload as agreed; if plain text was agreed, change the profile.",
    ),
    when=[Occasion.PLAIN],
)
def unencrypted_payload(subject: Subject) -> Iterator[Found]:
    """The profile of this peer names a cipher, and the payload stands in the envelope as XML.

    What: only where a profile or `--cipher` says what was agreed. With `auto` or `none` plain text is as good as any.

    Why: the receiver tries to decrypt it and answers 9 (加密不正确); and patient data went over the line for all to read.

    Example: `<REQ_ENCRYPTED><REQ>...</REQ></REQ_ENCRYPTED>` where aes-128-ecb was agreed.
    """
    message = subject.message
    cipher = message.scheme.cipher
    if cipher in (AUTO, "none") or message.payload.state != "plain" or message.transport.carries != "root":
        return
    found = Words(
        f"业务参数是明文，而配置约定用 {cipher} 加密。", f"the payload is plain text, while the profile says {cipher}."
    )
    yield Found(subject.payload_path, found, "2.3")
