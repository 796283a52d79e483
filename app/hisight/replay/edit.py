"""Values set in a payload or an envelope by path, without touching any other character."""

import re
from collections.abc import Iterable

from hisight.errors import HisightError
from hisight.protocol import Message, markup
from hisight.wording import NOTHING, Words

_STEP = re.compile(r"([^\[\]/=]+)(?:\[(\d{1,6})\])?")


def set_value(xml: str, path: str, value: str) -> str:
    """The payload `xml` with `value` in the element at `path` (`REQ/RULE_GROUP/RULE_INFO[2]/TYPE_VALUE`).

    A list element without a number is the first. Raises HisightError when there is no such element, naming what is there.
    """
    span: markup.Span | None = None
    for step in path.strip("/").split("/"):
        match = _STEP.fullmatch(step)
        if match is None:
            raise HisightError(Words(f"看不懂路径 {path!r}。", f"the path {path!r} is not understood."))
        inside = list(markup.children(xml) if span is None else markup.children(xml, span.inner, span.inner_end))
        named = [child for child in inside if child.local_name == match[1]]
        position = int(match[2] or 1)
        if not 0 < position <= len(named):
            raise _no_such_place(path, step, [child.local_name for child in inside])
        span = named[position - 1]
    assert span is not None
    if next(markup.children(xml, span.inner, span.inner_end), None) is not None:
        raise HisightError(Words(f"{path} 是一组字段，没有单个的值。", f"{path} is a group, it has no single value."))
    return markup.replace_content(xml, span, markup.escape(value))


def apply_settings(request: Message, settings: Iterable[str]) -> tuple[str | None, dict[str, str]]:
    """Apply settings of the form `PATH=VALUE` to `request`: `REQ/SEX=1` in the payload, `ROOT/USER_ID=0002` in the envelope.

    Returns the payload text (None when untouched) and the envelope values. Raises HisightError for a setting that is not
    understood or has no place in the message.
    """
    xml: str | None = None
    fields: dict[str, str] = {}
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals or not path.strip():
            raise HisightError(
                Words(f"看不懂 {setting!r}。", f"{setting!r} is not understood."),
                Words("应写成 路径=值，如 REQ/SEX=1。", "Write PATH=VALUE, e.g. REQ/SEX=1."),
            )
        root, _, rest = path.strip().strip("/").partition("/")
        if root == "ROOT":
            if request.envelope.entry(rest) is None:
                raise _no_such_place(path, rest, [entry.name for entry in request.envelope.fields])
            fields[rest] = value
        else:
            _require_payload(request, path, root)
            xml = set_value(request.payload.xml if xml is None else xml, path, value)
    return xml, fields


def _require_payload(request: Message, path: str, root: str) -> None:
    payload = request.payload
    if payload.problem is not None:
        raise HisightError(
            Words(
                f"业务参数读不出，无法修改 {path}：{payload.problem.message.zh}",
                f"{path} cannot be set: {payload.problem.message.en}",
            ),
            Words("请用 HISIGHT_KEY 或 --profile 给出密钥。", "Give the key with HISIGHT_KEY or --profile."),
        )
    name = markup.first_name(payload.xml)
    if root.partition("[")[0] != name:
        raise _no_such_place(path, root, [name, "ROOT"] if request.envelope.fields else [name])


def _no_such_place(path: str, step: str, there: list[str]) -> HisightError:
    names = ", ".join(dict.fromkeys(name for name in there if name))
    remedy = Words(f"这里有：{names}。", f"Here are: {names}.") if names else NOTHING
    which = NOTHING if step == path else Words(f"（{step}）", f" ({step})")
    return HisightError(Words(f"报文中没有 {path}{which.zh}。", f"the message has no {path}{which.en}."), remedy)
