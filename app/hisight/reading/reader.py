"""The reader: profiles and catalog in hand, it reads exchanges and lone messages."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from hisight import __version__, calls, profiles
from hisight.calls import Call
from hisight.capture import Exchange, Session, split_url
from hisight.catalog import Catalog, Function, in_use, published
from hisight.checks import Finding, Severity, Subject, check, find_rule
from hisight.profiles import Profile
from hisight.protocol import Direction, Scheme, http, open_message
from hisight.reading import across, verdict
from hisight.reading.leniency import STRICT, Leniency, leniency_of
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
    """What disagrees, the worst first, lowered where the profile says so; with what the calls before it show, if it was read
    in its session."""
    switched_off: tuple[Finding, ...] = ()
    """What disagrees, but the profile does not want to hear of it; the worst first."""
    leniency: Leniency = STRICT
    """What the profile lets pass."""
    across: tuple[Finding, ...] = ()
    """Those of the findings that the calls before it show."""

    @cached_property
    def verdict(self) -> Words:
        """What happened, whose side, the remedy, in one sentence or two; and how much the profile has switched off."""
        said = verdict.sentence(self.call, self.subjects, self.findings, self.function, self._catalog)
        off = self.leniency.switched_off(len(self.switched_off))
        return Words(f"{said.zh}（{off.zh}）", f"{said.en} ({off.en})") if self.switched_off else said

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

    def joined_by(self, across: Sequence[Finding]) -> Self:
        """The reading with what the calls before it show; rules that saw another side of the same mistake give way."""
        heard, off = self.leniency.judge(across)
        silenced = {name for finding in heard if (rule := find_rule(finding.code)) for name in rule.instead_of}
        kept = [finding for finding in self.findings if finding.name not in silenced]
        findings, switched_off = _worst_first([*heard, *kept]), _worst_first([*off, *self.switched_off])
        return replace(self, findings=findings, switched_off=switched_off, across=tuple(heard))

    @property
    def _catalog(self) -> Catalog:
        return self.subjects[0].catalog if self.subjects else published()


class Reader:
    """Reads exchanges with one catalog and a set of profiles."""

    def __init__(
        self,
        catalog: Catalog,
        known: Sequence[Profile] = (),
        scheme: Scheme | None = None,
        leniency: Leniency | None = None,
    ) -> None:
        """`scheme` and `leniency` are for every peer; None chooses by profile.

        What no profile matches is read with HISIGHT_KEY, and strictly. Raises ProfileError when a profile is wrong.
        """
        self.catalog = catalog
        self.profiles = tuple(known)
        self._scheme = scheme
        self._leniency = leniency
        self._leniencies = {profile.name: leniency_of(profile) for profile in self.profiles}
        self._fallback = Scheme(keys=profiles.environment_keys())
        self._schemes: dict[str, Scheme] = {}

    @classmethod
    def default(cls, profile_name: str = "", catalog_folder: Path | None = None) -> Self:
        """The reader with the catalog in use and the user's profiles; `profile_name` takes that profile for every peer.

        `catalog_folder` is laid over the published catalog in place of the user's own. Raises ProfileError when the profiles
        are wrong, or there is none of that name, and CatalogError when the catalog is.
        """
        known = profiles.load()
        catalog = in_use(catalog_folder)
        if not profile_name:
            return cls(catalog, known)
        chosen = profiles.named(profile_name, known)
        return cls(catalog, known, chosen.scheme(), leniency_of(chosen))

    @cached_property
    def fingerprint(self) -> str:
        """Changes when decoder, catalog, profiles or keys do: summaries of another fingerprint are made anew.

        Of a key only 16 bits of a digest go in: enough to notice another key, useless for finding it.
        """
        schemes = [self._scheme or self._fallback, *(self._scheme_of(profile) for profile in self.profiles)]
        facts = [__version__, self.catalog.id, self.catalog.version, *map(str, self.profiles), str(self._leniency)]
        for scheme in schemes:
            digests = [hashlib.sha256(key.secret).hexdigest()[:4] for key in scheme.keys]
            facts += [scheme.cipher, scheme.rule, *digests]
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

    def read_in(self, session: Session, exchange: Exchange) -> Reading:
        """Read `exchange` of `session` completely, with what its earlier calls show. Raises SessionError."""
        reading = self.read(exchange)
        return reading.joined_by(across.findings(session, reading.subjects, self.fingerprint))

    def read_alone(
        self, direction: Direction | None, body: bytes, head: http.Head = http.EMPTY_HEAD, fun_code: str = ""
    ) -> Reading:
        """Read one message without its other side; with `direction` None the message tells which it is.

        `fun_code` is for a message that does not say its function: FUN_CODE or name.
        """
        named = self.catalog.function(fun_code)
        fun_code = named.code or fun_code if named else fun_code
        message = open_message(
            direction, body, lambda envelope: self.choose_scheme("", "", envelope.get("USER_ID").strip()), head
        )
        if message.direction == "request":
            return self._reading(Call(None, message, None, fun_code))
        return self._reading(Call(None, None, message, fun_code))

    def _reading(self, call: Call) -> Reading:
        function = self.catalog.function(call.fun_code, call.operation)
        subjects = tuple(Subject(call, message, self.catalog, function) for message in call.messages)
        leniency = self._leniency_for(call)
        findings, switched_off = leniency.judge(finding for subject in subjects for finding in check(subject))
        return Reading(call, function, subjects, tuple(findings), tuple(switched_off), leniency)

    def _leniency_for(self, call: Call) -> Leniency:
        if self._leniency is not None or not self.profiles:
            return self._leniency or STRICT
        where = split_url(call.exchange.url if call.exchange else "")
        profile = profiles.choose(self.profiles, where.netloc, where.path, call.user_id)
        return self._leniencies[profile.name] if profile else STRICT

    def _scheme_of(self, profile: Profile) -> Scheme:
        """The scheme of `profile`; one whose key cannot be had reads without it, and the call says `unknown-key`."""
        if profile.name not in self._schemes:
            try:
                self._schemes[profile.name] = profile.scheme()
            except profiles.ProfileError:
                self._schemes[profile.name] = Scheme(profile.cipher, profile.rule)
        return self._schemes[profile.name]


def _worst_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.severity.rank))
