"""The profile that a call brought along in a bundle: how its peer encodes and signs, and the throwaway key it was sealed with.

The key is nobody's secret: it was made for the bundle, and reads the calls of the bundle only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hisight.capture import Session
from hisight.capture.bringing import brought_profiles
from hisight.profiles import Profile, ProfileError
from hisight.profiles.entries import read_profile, write_profile
from hisight.protocol import Key, Scheme
from hisight.reading.leniency import OFF, Leniency, leniency_of
from hisight.wording import Words

THROWAWAY = "throwaway"
"""What the key of a bundle is called."""

_ENTRIES = frozenset({"cipher", "rule", "iv", "key_form", "padding", "dialect", "severity"})


@dataclass(frozen=True, slots=True)
class BroughtProfile:
    """What to read one call with."""

    profile: Profile
    """Cipher, rule and leniency of its peer. It names no key."""
    leniency: Leniency
    """What it lets pass."""
    key: Key | None
    """The throwaway key; None where the messages are as recorded."""

    def scheme(self, known: Scheme, *, here: bool = False) -> Scheme:
        """What to open the call with; `known` is what this machine would, and gives its keys where none was sent along.

        A call that was sent from `here`, and repeats one that came, may be sealed with either.
        """
        came = (self.key,) if self.key else ()
        return self.profile.scheme_with((*came, *known.keys) if here or not came else came)


def brought(session: Session) -> Mapping[int, BroughtProfile]:
    """What the calls of `session` brought along, by their numbers. Raises ProfileError for what is none."""
    texts = brought_profiles(session)
    read = {text: from_json(text) for text in set(texts.values())}
    return {number: read[text] for number, text in texts.items()}


def entries_of(scheme: Scheme, leniency: Leniency) -> dict[str, Any]:
    """What is no secret of how a call was read, as the entries of a profile: all but its name and its keys."""
    severity = {code: OFF if worst is None else worst.value for code, worst in leniency.worst.items()}
    name = leniency.profile
    return write_profile(
        Profile(
            name,
            cipher=scheme.cipher,
            rule=scheme.rule,
            own_rule=scheme.own_rule,
            sealing=scheme.sealing,
            severity=severity,
        )
    )


def to_json(name: str, entries: Mapping[str, Any], key: str) -> str:
    """`entries` of the profile called `name`, and the throwaway `key` (empty for none), as a session keeps them."""
    return json.dumps({"name": name, "entries": entries, "key": key}, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> BroughtProfile:
    """What `to_json` wrote. Raises ProfileError, for anybody may have written it."""
    try:
        told = json.loads(text)
        name, entries, key = told["name"], told["entries"], told["key"]
    except (ValueError, KeyError, TypeError, RecursionError):
        name = entries = key = None
    if not isinstance(name, str) or not isinstance(entries, dict) or not isinstance(key, str):
        raise ProfileError(Words("随调用带来的配置看不懂。", "the profile that came with the calls is not understood."))
    source = Path(THROWAWAY)
    for entry in (
        entries.keys() - _ENTRIES
    ):  # a reference to a key of this machine, or a match: neither is theirs to give
        raise ProfileError(
            Words(f"随调用带来的配置不能有 {entry}。", f"a profile that comes with calls cannot have {entry}.")
        )
    profile = read_profile(source, name, entries)
    return BroughtProfile(profile, leniency_of(profile), Key.from_text(key, THROWAWAY) if key.strip() else None)
