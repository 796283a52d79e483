"""Profiles while they are edited: what was filled in, right or wrong, in an order that may change; nothing is written but by `save`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self

from hisight.errors import HisightError
from hisight.profiles.entries import read_profile, write_profile
from hisight.profiles.errors import ProfileError
from hisight.profiles.file import load
from hisight.profiles.profile import BEING_EDITED, Profile
from hisight.profiles.writing import Edited, write_profiles
from hisight.wording import Words


@dataclass(slots=True)
class Draft:
    """One profile."""

    name: str
    """What it is called now."""
    entries: dict[str, Any]
    """What was filled in, as a section of the file."""
    before: str = ""
    """What it is called in the file; empty for a new one."""

    def read(self) -> Profile:
        """The profile. Raises ProfileError that says what is wrong."""
        if not self.name:
            raise ProfileError(Words("请填写名称。", "give it a name."))
        return read_profile(BEING_EDITED, self.name, self.entries)


class Drafts:
    """All profiles, in their order: the first that matches reads a call."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.all = drafts
        """In order."""
        self._as_it_was = self._state()

    @classmethod
    def of_file(cls) -> Self:
        """Those of the user's file. Raises ProfileError when something in it is wrong."""
        return cls([Draft(one.name, write_profile(one), one.name) for one in load()])

    @property
    def changed(self) -> bool:
        """True when there is something to save."""
        return self._state() != self._as_it_was

    def add(self, host: str) -> int:
        """A new profile for `host` at the end; returns its place."""
        self.all.append(Draft(free_name(host, self._names()), {"host": host} if host else {}))
        return len(self.all) - 1

    def duplicate(self, place: int) -> int:
        """The profile at `place` once more under another name, behind it; returns its place."""
        chosen = self.all[place]
        self.all.insert(place + 1, Draft(free_name(chosen.name, self._names()), dict(chosen.entries)))
        return place + 1

    def delete(self, place: int) -> int:
        """Take the profile at `place` out; returns the place of the one to show next, -1 when none is left."""
        del self.all[place]
        return min(place, len(self.all) - 1)

    def move(self, place: int, by: int) -> int:
        """Move a profile up or down; returns where it is now."""
        to = max(0, min(place + by, len(self.all) - 1))
        self.all.insert(to, self.all.pop(place))
        return to

    def problems(self) -> dict[int, HisightError]:
        """What is wrong, by place."""
        names = self._names()
        found: dict[int, HisightError] = {}
        for place, draft in enumerate(self.all):
            try:
                draft.read()
            except ProfileError as error:
                found[place] = error
            else:
                if names.count(draft.name) > 1:
                    words = Words(f"已有名为 {draft.name} 的配置。", f"there is a profile {draft.name} already.")
                    found[place] = ProfileError(words)
        return found

    def save(self) -> None:
        """Write the user's file. Raises ProfileError when it cannot be written so; then it is as before."""
        write_profiles([Edited(draft.read(), draft.before) for draft in self.all])

    def _names(self) -> list[str]:
        return [draft.name for draft in self.all]

    def _state(self) -> list[str]:
        return [repr(draft) for draft in self.all]


def free_name(wanted: str, taken: Collection[str]) -> str:
    """A name like `wanted` (of a host, or of another profile) that needs no quotes if that has none, and is not taken."""
    plain = re.sub(r"[^\w-]+", "-", wanted).strip("-") or "peer"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
