"""What one call shows of a cause: the same symptom in many calls is one cause, and one sentence to the other side.

A symptom says what is wrong as nearly as it was proved (which variant of the signature, which misreading of a charset, which
name for which field) and nothing of the values that it was found in.
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from hisight.capture import failure
from hisight.checks import Finding, Severity, Subject, find_rule
from hisight.checks.repetition import LOOKED_AT
from hisight.explain.charset import explain
from hisight.explain.charset_label import explain_label
from hisight.explain.decryption import OTHERWISE
from hisight.protocol import Direction
from hisight.protocol.charset import Decoded, normal_name
from hisight.reading import Reading
from hisight.report import shown
from hisight.wording import NOTHING, Words

Kind = Literal[
    "signature", "signature-unknown", "key", "encryption", "label", "charset", "mojibake", "misnamed", "rule", "network",
    "refused", "unexplained",
]  # fmt: skip
"""What sort of cause: the first eight are proved by an explainer, or by the interface; `rule` is any other rule."""

Side = Literal["platform", "his", "between", "business", "unknown"]
"""Whose it is: one of the two, the network between them, nobody's because it is a matter of business, or not known."""

SIDES: Mapping[Direction, Side] = {"request": "platform", "response": "his"}

_WRONG_PARAMETERS = ("1", "2")
_HEX = re.compile(r"\b[0-9A-Fa-f]{16,}\b")


class Symptom(NamedTuple):
    """One thing that is wrong with a call."""

    kind: Kind
    """What sort."""
    side: Side
    """Whose it is."""
    direction: Direction
    """The message that shows it."""
    rule: str
    """Code of the rule that found it; empty for a refusal."""
    what: Words
    """What is done, as a clause that ends without a full stop: `the bytes signed are GBK`."""
    ask: Words
    """What the other side is asked to do, as a sentence; empty where nothing can be asked."""
    detail: tuple[str, ...] = ()
    """Names that a mender needs: `(DEPARTNAME, DEPT_NAME)`."""


def symptoms_of(reading: Reading) -> list[Symptom]:
    """Everything that is wrong with `reading`, each once; empty for a call that did what was asked and conforms."""
    found: dict[Symptom, None] = {}
    for finding in reading.findings:
        subject = reading.subject(finding.direction) or (reading.subjects[0] if reading.subjects else None)
        if finding.severity is not Severity.NOTE and subject is not None:
            found.setdefault(_MAKERS.get(finding.name, _of_rule)(subject, finding))
    if refused := _refused(reading):
        found.setdefault(refused)
    if reading.failed and not found:
        what = Words("未能判断原因", "why it failed is not known")
        found.setdefault(Symptom("unexplained", "unknown", "response", "", what, NOTHING))
    return list(found)


def _refused(reading: Reading) -> Symptom | None:
    """That the HIS says no, where nothing in the request explains it."""
    response, call = reading.subject("response"), reading.call
    if response is None or not response.refused or call.return_code in ("", "0"):
        return None
    wrong = [one for one in reading.findings if one.direction == "request" and one.severity is not Severity.NOTE]
    suspected = call.return_code in _WRONG_PARAMETERS
    if any(suspected or one.calls or one.severity is Severity.ERROR for one in wrong):
        return None
    code, function = shown.return_code(call.return_code), reading.function
    meaning = response.catalog.meaning_of_return_code(code, function)
    means = Words(f"（{meaning}）", f" ({meaning})") if meaning else NOTHING
    label = function.label if function else shown.return_code(call.fun_code)
    what = Words(f"{label} 返回 {code}{means.zh}", f"{label} answers {code}{means.en}")
    if function is not None and code in function.return_codes:
        return Symptom("refused", "business", "response", "", what, _NO_MENDING, (label, code))
    return Symptom("refused", "his", "response", "", what, _SAY_WHY, (label, code))


_NO_MENDING = Words("这是业务上的拒绝，报文无须修改。", "It is a matter of business; no message needs mending.")
_SAY_WHY = Words(
    "我方核对过请求，符合接口文档，请查看日志并告知原因。",
    "The request conforms to the interface as far as we can tell: please look into your log and tell us why.",
)


def _of_rule(_subject: Subject, finding: Finding) -> Symptom:
    """Any other rule: what it finds, and in which field."""
    rule = find_rule(finding.code)
    title, hint = (rule.title, rule.hint) if rule else (Words(finding.name, finding.name), NOTHING)
    place = shown.place(finding)
    what = Words(f"{title.zh}：{place}", f"{title.en}: {place}") if place else title
    return Symptom("rule", SIDES[finding.direction], finding.direction, finding.code, what, hint, (place,))


def _signature(subject: Subject, finding: Finding) -> Symptom:
    differences = subject.message.signature.differences
    found = Words("；".join(one.found.zh for one in differences), ", and ".join(one.found.en for one in differences))
    agreed = Words("；".join(one.agreed.zh for one in differences), ", and ".join(one.agreed.en for one in differences))
    what = Words(f"签名与约定不同：{found.zh}", f"it signs otherwise than agreed: {found.en}")
    ask = Words(f"请改为：{agreed.zh}。", f"Please sign so that {agreed.en}.")
    return _made("signature", finding, what, ask, subject.message.signature.variant)


def _signature_unknown(_subject: Subject, finding: Finding) -> Symptom:
    what = Words(
        "SIGN 用已知密钥和各种常见做法都不相符", "its SIGN fits no key that is known and nothing that is usually done"
    )
    ask = Words(
        "请核对密钥，并提供其中一次调用的待签名串（密钥请以 * 代替）。",
        "Please compare the keys, and send us the base string of one of these calls (with * in place of the key).",
    )
    return _made("signature-unknown", finding, what, ask)


def _key(_subject: Subject, finding: Finding) -> Symptom:
    what = Words("用的是另一个密钥，密文解不开", "it uses another key: the ciphertext does not open")
    ask = Words(
        "请与我方核对密钥（环境、医院、启用日期）和算法。",
        "Please compare the keys with us (which system, which hospital, since when), and the cipher.",
    )
    return _made("key", finding, what, ask)


def _payload(subject: Subject, finding: Finding) -> Symptom:
    problem = subject.message.payload.problem
    if problem is None or problem.kind != OTHERWISE:
        return _of_rule(subject, finding)
    zh, en = (_HEX.sub(shown.HIDDEN, text) for text in problem.message)
    ask = Words("请按约定加密。", "Please encrypt as agreed.")
    return _made("encryption", finding, Words(zh.rstrip("。"), en.rstrip(".")), ask)


def _label(subject: Subject, finding: Finding) -> Symptom:
    return _mislabelled(subject, finding, subject.message.decoded, "label")


def _payload_charset(subject: Subject, finding: Finding) -> Symptom:
    decoded = subject.message.payload.decoded
    assert decoded is not None  # or the rule had found nothing
    if explain_label(decoded) is not None:
        return _mislabelled(subject, finding, decoded, "charset")
    what = Words(f"加密前的明文是 {decoded.charset}", f"what it encrypts is {decoded.charset}")
    return _made("charset", finding, what, _ENCODE_FIRST, decoded.charset)


_ENCODE_FIRST = Words("请先编码为 UTF-8，再加密。", "Please encode as UTF-8 before you encrypt.")


def _mislabelled(subject: Subject, finding: Finding, decoded: Decoded, kind: Kind) -> Symptom:
    explained = explain_label(decoded)
    if explained is None or explained.names != ("mislabelled",):
        return _of_rule(subject, finding)
    declared = decoded.declared if normal_name(decoded.declared) else shown.HIDDEN  # or anything might stand there
    where = Words("业务参数", "the payload is ") if kind == "charset" else NOTHING
    what = Words(
        f"{where.zh}声明为 {declared}，实际是 {decoded.charset}",
        f"{where.en}declared as {declared}, really {decoded.charset}",
    )
    ask = Words("请统一使用 UTF-8，并如实声明。", "Please send UTF-8, and declare it so.")
    return _made(kind, finding, what, ask, decoded.charset)


def _mojibake(subject: Subject, finding: Finding) -> Symptom:
    value = next((text for path, _, text in subject.texts() if path == finding.path), "")
    found = explain(value[:LOOKED_AT])
    if found is None:
        return _of_rule(subject, finding)
    zh = "；随后".join(change.words.zh for change in found.changes)
    en = ", and then ".join(change.words.en for change in found.changes)
    what = Words(f"中文是乱码：{zh}", f"Chinese text is mojibake: {en}")
    ask = Words(
        "请检查数据库连接、读写文件、字节转字符串时用的字符集，统一为 UTF-8。",
        "Please look at the charset of your database connection, of files, of bytes made into text, and use UTF-8.",
    )
    return _made("mojibake", finding, what, ask, *found.names)


def _misnamed(subject: Subject, finding: Finding) -> Symptom:
    line = next((one for one in subject.sorted_lines.odd if one.path == finding.path), None)
    if line is None or line.field is None:
        return _of_rule(subject, finding)
    wrong, right = shown.tag(line.name), line.field.name
    what = Words(f"字段 {right} 写成了 {wrong}", f"the field {right} is called {wrong}")
    ask = Words(f"请改为 {right}（字段名严格区分大小写）。", f"Please call it {right}; names are case-sensitive.")
    return _made("misnamed", finding, what, ask, wrong, right)


def _no_answer(subject: Subject, finding: Finding) -> Symptom:
    exchange = subject.call.exchange
    failed = failure.read(exchange.error if exchange else "").kind
    return Symptom("network", "between", finding.direction, finding.code, failed.what, failed.remedy, (failed.name,))


def _http_error(subject: Subject, finding: Finding) -> Symptom:
    status = subject.message.head.status
    what = Words(f"HTTP 状态 {status}", f"its HTTP status is {status}")
    ask = Words("请查看 HIS 服务及其网关的日志。", "Please look into the log of the HIS and of its gateway.")
    return _made("rule", finding, what, ask, str(status))


def _return_code(subject: Subject, finding: Finding) -> Symptom:
    code = shown.return_code(subject.call.return_code)
    what = Words(f"返回码 {code} 不在接口中", f"the return code {code} is not in the interface")
    ask = Words(
        "请改用接口文档中的返回码，或说明其含义。", "Please use a code of the interface, or tell us what it means."
    )
    return _made("rule", finding, what, ask, code)


def _inner_failure(subject: Subject, finding: Finding) -> Symptom:
    status = subject.inner_status
    if status is None:
        return _of_rule(subject, finding)
    code, name = shown.return_code(status.value), status.field.name
    meaning = (status.field.codes or {}).get(status.value, "")
    means = Words(f"（{meaning}）", f" ({meaning})") if meaning else NOTHING
    what = Words(
        f"RETURN_CODE 表示成功，但 {name} 为 {code}{means.zh}",
        f"RETURN_CODE says success, but {name} is {code}{means.en}",
    )
    ask = Words(
        "没有办成时请返回失败的 RETURN_CODE。", "Please answer with a RETURN_CODE of failure when it was not done."
    )
    return _made("rule", finding, what, ask, name, code)


def _made(kind: Kind, finding: Finding, what: Words, ask: Words, *detail: str) -> Symptom:
    return Symptom(kind, SIDES[finding.direction], finding.direction, finding.code, what, ask, detail)


_MAKERS: Mapping[str, Callable[[Subject, Finding], Symptom]] = {
    "signature-deviation": _signature,
    "bad-signature": _signature_unknown,
    "wrong-key": _key,
    "unreadable-payload": _payload,
    "charset-mismatch": _label,
    "payload-charset": _payload_charset,
    "mojibake": _mojibake,
    "misnamed-field": _misnamed,
    "no-answer": _no_answer,
    "http-error": _http_error,
    "unknown-return-code": _return_code,
    "inner-failure": _inner_failure,
}
