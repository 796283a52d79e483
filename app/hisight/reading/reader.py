"""The reader: profiles and catalog in hand, it reads exchanges and lone messages."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from hisight import __version__, calls, profiles
from hisight.calls import Call
from hisight.capture import Exchange
from hisight.catalog import Catalog, Function, in_use, published
from hisight.checks import Finding, Severity, Subject, check
from hisight.profiles import Profile
from hisight.protocol import Direction, Scheme, http, open_message
from hisight.reading import verdict
from hisight.wording import Words


@dataclass(frozen=True)
class Reading:
    """Everything that HISight knows about a call."""

    call: Call
    """The opened messages."""
    function: Function | None
    """The function that was called; None when the catalog has none."""
    subjects: tuple[Subject, ...]
    """Each side beside the catalog, request first."""
    findings: tuple[Finding, ...]
    """What disagrees, the worst first."""

    @cached_property
    def verdict(self) -> Words:
        """What happened, whose side, the remedy, in one sentence or two."""
        return verdict.sentence(self.call, self.subjects, self.findings, self.function, self._catalog)

    @property
    def failed(self) -> bool:
        """True when the call did not do what was asked, for whatever reason."""
        return verdict.failed(self.call, self.subjects)

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding; None without findings."""
        return self.findings[0].severity if self.findings else None

    def subject(self, direction: Direction) -> Subject | None:
        """The side of that direction; None when there is none."""
        return next((subject for subject in self.subjects if subject.direction == direction), None)

    @property
    def _catalog(self) -> Catalog:
        return self.subjects[0].catalog if self.subjects else published()


class Reader:
    """Reads exchanges with one catalog and a set of profiles."""

    def __init__(self, catalog: Catalog, known: Sequence[Profile] = (), scheme: Scheme | None = None) -> None:
        """`scheme` is for every peer; None chooses by profile, and what no profile matches is read with HISIGHT_KEY."""
        self.catalog = catalog
        self.profiles = tuple(known)
        self._scheme = scheme
        self._fallback = Scheme(keys=profiles.environment_keys())
        self._schemes: dict[str, Scheme] = {}

    @classmethod
    def default(cls, profile_name: str = "", catalog_folder: Path | None = None) -> Self:
        """The reader with the catalog in use and the user's profiles; `profile_name` takes that profile for every peer.

        `catalog_folder` is laid over the published catalog in place of the user's own. Raises ProfileError when the profiles
        are wrong, or there is none of that name, and CatalogError when the catalog is.
        """
        known = profiles.load()
        scheme = profiles.named(profile_name, known).scheme() if profile_name else None
        return cls(in_use(catalog_folder), known, scheme)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when decoder, catalog, profiles or keys do: summaries of another fingerprint are made anew.

        Of a key only 16 bits of a digest go in: enough to notice another key, useless for finding it.
        """
        schemes = [self._scheme or self._fallback, *(self._scheme_of(profile) for profile in self.profiles)]
        facts = [__version__, self.catalog.id, self.catalog.version, *map(str, self.profiles)]
        for scheme in schemes:
            digests = [hashlib.sha256(key.secret).hexdigest()[:4] for key in scheme.keys]
            facts += [scheme.cipher, scheme.rule, str(scheme.sealing), *digests]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]

    def choose_scheme(self, host: str, path: str, user_id: str) -> Scheme:
        """The scheme for a peer: that of the first profile that matches."""
        if self._scheme is not None:
            return self._scheme
        profile = profiles.choose(self.profiles, host, path, user_id)
        return self._scheme_of(profile) if profile else self._fallback

    def read(self, exchange: Exchange) -> Reading:
        """Read `exchange` completely. Never fails, whatever was sent."""
        return self._reading(calls.read(exchange, self.choose_scheme))

    def read_alone(
        self, direction: Direction | None, body: bytes, head: http.Head = http.EMPTY_HEAD, fun_code: str = ""
    ) -> Reading:
        """Read one message without its other side; with `direction` None the message tells which it is."""
        message = open_message(
            direction, body, lambda envelope: self.choose_scheme("", "", envelope.get("USER_ID").strip()), head
        )
        if message.direction == "request":
            return self._reading(Call(None, message, None, fun_code))
        return self._reading(Call(None, None, message, fun_code))

    def _reading(self, call: Call) -> Reading:
        function = self.catalog.function(call.fun_code, call.operation)
        subjects = tuple(Subject(call, message, self.catalog, function) for message in call.messages)
        findings = [finding for subject in subjects for finding in check(subject)]
        return Reading(call, function, subjects, tuple(sorted(findings, key=lambda finding: finding.severity.rank)))

    def _scheme_of(self, profile: Profile) -> Scheme:
        """The scheme of `profile`; one whose key cannot be had reads without it, and the call says `unknown-key`."""
        if profile.name not in self._schemes:
            try:
                self._schemes[profile.name] = profile.scheme()
            except profiles.ProfileError:
                self._schemes[profile.name] = Scheme(profile.cipher, profile.rule)
        return self._schemes[profile.name]
