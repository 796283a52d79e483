"""Which profile reads a call: the first whose every match fits what the call tells of itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hisight.profiles import key_file
from hisight.profiles.errors import ProfileError
from hisight.profiles.file import load
from hisight.profiles.profile import Profile, own_file
from hisight.protocol import Scheme
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Traits:
    """By what a call tells whose it is. What is empty is unknown, and fits no profile that asks for it."""

    host: str = ""
    """Host, with port, of its URL."""
    path: str = ""
    """Path of its URL."""
    user_id: str = ""
    """USER_ID."""
    operation: str = ""
    """The operation below the SOAP Body."""
    listener: str = ""
    """`host:port` of ours where it came in."""
    hospital_id: Callable[[Scheme], str] = lambda _scheme: ""
    """HOSPITAL_ID in its payload when that is opened with a scheme. Asked last, because it costs most."""


def choose(
    profiles: Sequence[Profile], traits: Traits, scheme_of: Callable[[Profile], Scheme] = Profile.scheme
) -> Profile | None:
    """The first profile that matches a call with `traits`; None when none does.

    HOSPITAL_ID stands inside the payload, and which profile opens it is the question. So a profile with one is tried: it
    matches when the payload, opened with its own cipher and keys, has its HOSPITAL_ID. A payload in the clear opens with any.
    `scheme_of` gives its scheme, and may raise ProfileError.
    """
    for profile in profiles:
        if _fits(profile, traits) and profile.hospital_id in ("", _hospital_id(profile, traits, scheme_of)):
            return profile
    return None


def named(name: str, profiles: Sequence[Profile]) -> Profile:
    """The profile called `name`. Raises ProfileError that lists the names there are."""
    for profile in profiles:
        if profile.name == name:
            return profile
    known = ", ".join(profile.name for profile in profiles)
    remedy = Words(f"已有：{known}。", f"There are: {known}.")
    if not known:
        remedy = Words(f"请在 {own_file()} 中添加。", f"Write one in {own_file()}.")
    raise ProfileError(Words(f"没有名为 {name} 的配置。", f"there is no profile {name}."), remedy)


def ready(name: str = "") -> tuple[tuple[Profile, ...], Profile | None]:
    """The user's profiles, and the one called `name`, if any is, with its key at hand.

    Raises ProfileError when the profiles are wrong, there is none of that name, or the passphrase does not open their keys.
    """
    known = load()
    if name:
        chosen = named(name, known)
        chosen.scheme()
        return known, chosen
    if any(reference.startswith("file:") for profile in known for reference in profile.keys):
        key_file.check()
    return known, None


def _fits(profile: Profile, traits: Traits) -> bool:
    return (
        profile.host in ("", traits.host, traits.host.rpartition(":")[0])
        and traits.path.startswith(profile.path)
        and profile.user_id in ("", traits.user_id)
        and profile.operation in ("", traits.operation)
        and profile.listen in ("", traits.listener, traits.listener.rpartition(":")[2])
    )


def _hospital_id(profile: Profile, traits: Traits, scheme_of: Callable[[Profile], Scheme]) -> str:
    return traits.hospital_id(scheme_of(profile)) if profile.hospital_id else ""
