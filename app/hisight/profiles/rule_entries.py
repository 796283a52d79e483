"""A signature rule as a profile writes it: the rule that it is like, and the entries in which it differs.

    rule = { like = "sorted-query-key", key_part = "&key={key}", uppercase = false }

Every entry of `SignatureRule` may stand there, `name` to call it by; without one it is called as the profile.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hisight.profiles.errors import ProfileError
from hisight.protocol import RULES, SignatureRule
from hisight.protocol.digests import DIGESTS
from hisight.protocol.signature_rule import KEY_MARK
from hisight.wording import NOTHING, Words, nearest

Complain = Callable[[str, Words, Words], ProfileError]
"""(entry, why it is wrong, remedy) -> the error to raise."""

_HINTS = get_type_hints(SignatureRule)

CHOICES: Mapping[str, tuple[str, ...]] = {
    **{entry: get_args(hint) for entry, hint in _HINTS.items() if get_origin(hint) is Literal},
    "digest": tuple(DIGESTS),
}
"""What an entry with a fixed set of values may be."""

ENTRIES = tuple(entry for entry in SignatureRule._fields if entry != "name")
"""Every entry of a rule but its name, in its order."""

_LISTS = ("request_fields", "response_fields")


def read_rule(entries: Mapping[str, Any], name: str, complain: Complain) -> SignatureRule:
    """The rule that `entries` describe, called `name` unless they name it. Raises what `complain` makes of a mistake."""
    entries = dict(entries)
    like = entries.pop("like", next(iter(RULES)))
    if not isinstance(like, str) or like not in RULES:
        raise complain("like", *_one_of(like, RULES))
    name = entries.pop("name", name)
    if not isinstance(name, str) or not name.strip() or name in (*RULES, "auto"):
        raise complain("name", Words("应为一个未被使用的名称", "should be a name that no other rule has"), NOTHING)
    read: dict[str, Any] = {entry: _value(entry, value, complain) for entry, value in entries.items()}
    return RULES[like]._replace(name=name, **read)


def write_rule(rule: SignatureRule, profile: str) -> dict[str, Any]:
    """The entries that `read_rule` makes `rule` of in the profile called so: the rule it is most like, and the differences."""
    differing = {
        like.name: {entry: getattr(rule, entry) for entry in ENTRIES if getattr(rule, entry) != getattr(like, entry)}
        for like in RULES.values()
    }
    like = min(differing, key=lambda known: len(differing[known]))
    written: dict[str, Any] = {"like": like}
    if rule.name != profile:
        written["name"] = rule.name
    return written | {entry: list(v) if isinstance(v, tuple) else v for entry, v in differing[like].items()}


def _value(entry: str, value: object, complain: Complain) -> object:
    if entry not in ENTRIES:
        known = ("like", "name", *ENTRIES)
        raise complain(entry, Words("没有这一项", "there is no such entry"), _meant(entry, known))
    if entry == "uppercase":
        if not isinstance(value, bool):
            raise complain(entry, Words("应为 true 或 false", "should be true or false"), NOTHING)
        return value
    if entry in _LISTS:
        return _names(entry, value, complain)
    if not isinstance(value, str):
        raise complain(entry, Words("应为文本", "should be text"), NOTHING)
    if entry in CHOICES and value not in CHOICES[entry]:
        raise complain(entry, *_one_of(value, CHOICES[entry]))
    if entry == "key_part" and value and KEY_MARK not in value:
        why = Words(
            f"应含有 {KEY_MARK}，代表密钥；不接密钥时写空文本", f"should hold {KEY_MARK} for the key, or be empty"
        )
        raise complain(entry, why, NOTHING)
    return value


def _names(entry: str, value: object, complain: Complain) -> tuple[str, ...]:
    example = Words(
        '应为字段名的列表，如 ["FUN_CODE", "USER_ID"]', 'should be a list of names such as ["FUN_CODE", "USER_ID"]'
    )
    if not isinstance(value, list) or not value or not all(isinstance(name, str) and name.strip() for name in value):
        raise complain(entry, example, NOTHING)
    if "SIGN" in value:
        raise complain(entry, Words("SIGN 不能签自己", "SIGN cannot sign itself"), NOTHING)
    return tuple(value)


def _one_of(value: object, known: Iterable[str]) -> tuple[Words, Words]:
    known = tuple(known)
    return Words(f"不认识 {value!r}", f"{value!r} is not known"), _meant(str(value), known)


def _meant(value: str, known: tuple[str, ...]) -> Words:
    """The nearest of the `known`; all of them where none is near."""
    near, names = nearest(value, known), ", ".join(known)
    return near if near != NOTHING else Words(f"可用：{names}。", f"It takes {names}.")
