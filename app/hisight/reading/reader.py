"""The reader: profiles and catalog in hand, it reads exchanges and lone messages."""

import copy
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Self

from hisight import calls, profiles
from hisight.calls import AS_FOUND, Call, Charsets
from hisight.capture import Exchange, Session, Summary, split_url
from hisight.catalog import Catalog, in_use
from hisight.checks import check
from hisight.explain import decryption, signature
from hisight.explain.signature import QUICK, THOROUGH
from hisight.profiles import Profile, Traits
from hisight.protocol import Direction, Message, Scheme, Unopened, document, http, open_message
from hisight.reading import across, decoder
from hisight.reading.brought import BroughtProfile, brought
from hisight.reading.leniency import STRICT, Leniency, leniency_of
from hisight.reading.reading import Reading, beside


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
        self._brought: Mapping[int, BroughtProfile] = {}

    @classmethod
    def default(cls, profile_name: str = "", catalog_folder: Path | None = None) -> Self:
        """The reader with the catalog in use and the user's profiles; `profile_name` takes that profile for every peer.

        `catalog_folder` is laid over the published catalog in place of the user's own. Raises ProfileError when the profiles
        are wrong, there is none of that name, or the passphrase does not open their keys, and CatalogError when the catalog is.
        """
        known, chosen = profiles.ready(profile_name)
        catalog = in_use(catalog_folder)
        return cls(catalog, known, chosen.scheme(), leniency_of(chosen)) if chosen else cls(catalog, known)

    def of(self, session: Session) -> Self:
        """The reader for `session`: calls that came in a bundle are read with the profile that came with them.

        Raises ProfileError when what came is none, and SessionError.
        """
        came = brought(session)
        if came == self._brought:
            return self
        reader = copy.copy(self)
        reader._brought = came
        vars(reader).pop("fingerprint", None)
        return reader

    @cached_property
    def fingerprint(self) -> str:
        """Changes when decoder, catalog, profiles or keys do: summaries of another fingerprint are made anew.

        Of a key only 16 bits of a digest go in: enough to notice another key, useless for finding it.
        """
        schemes = [self._scheme or self._fallback, *(self._scheme_of(profile) for profile in self.profiles)]
        facts = [
            decoder.fingerprint(),
            self.catalog.id,
            self.catalog.version,
            *map(str, self.profiles),
            str(self._leniency),
            *sorted({str(one.profile) for one in self._brought.values()}),
        ]
        for scheme in schemes:
            digests = [hashlib.sha256(key.secret).hexdigest()[:4] for key in scheme.keys]
            facts += [scheme.cipher, scheme.rule, str(scheme.own_rule), str(scheme.sealing), *digests]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]

    def choose_scheme(self, traits: Traits) -> Scheme:
        """The scheme for a call with `traits`: that of the first profile that matches."""
        return self.scheme_for(self.profile_for(traits))

    def profile_for(self, traits: Traits) -> Profile | None:
        """The profile that reads a call with `traits`; None when none does."""
        return profiles.choose(self.profiles, traits, self._scheme_of)

    def scheme_for(self, profile: Profile | None) -> Scheme:
        """What to read with where `profile` was chosen; None for no profile."""
        if self._scheme is not None:
            return self._scheme
        return self._scheme_of(profile) if profile else self._fallback

    def read(
        self, exchange: Exchange, charsets: Charsets = AS_FOUND, most: int = QUICK, *, checked: bool = True
    ) -> Reading:
        """Read `exchange` completely, each side in the charset that a person has chosen for it, if any.

        `most` is how many changes at once may explain a signature that does not fit. Without `checked` nobody asks what is wrong in
        it, and there are no findings. Never fails, whatever was sent.
        """
        chosen = _Choice(self, exchange)
        call = calls.read(exchange, chosen.scheme, charsets)
        request, response = (message and _explained(message, most) for message in (call.request, call.response))
        if request is not call.request or response is not call.response:
            call = replace(call, request=request, response=response)
        return self._reading(call, chosen, checked=checked)

    def read_in(
        self,
        session: Session,
        exchange: Exchange,
        charsets: Charsets = AS_FOUND,
        recent: Sequence[Summary] = (),
    ) -> Reading:
        """Read `exchange` of `session` completely, with what its earlier calls show. Raises SessionError.

        `recent` are summaries of calls before it that this reader made and that are not stored yet.
        """
        reading = self.read(exchange, charsets)
        this, _ = reading.trace
        return reading.joined_by(across.findings(session, this, self.fingerprint, recent))

    def read_alone(
        self,
        direction: Direction | None,
        body: bytes,
        head: http.Head = http.EMPTY_HEAD,
        fun_code: str = "",
        charset: str = "",
    ) -> Reading:
        """Read one message without its other side; with `direction` None the message tells which it is.

        `fun_code` is for a message that does not say its function: FUN_CODE or name. `charset` is the one that a person has
        chosen; empty reads it as found. Somebody asks about this one message: what its signature really is, is looked for
        thoroughly.
        """
        named = self.catalog.function(fun_code)
        fun_code = named.code or fun_code if named else fun_code
        chosen = _Choice(self, None)
        message = open_message(direction, body, chosen.scheme, head, chosen_charset=charset)
        message = _explained(message, THOROUGH)
        if message.direction == "request":
            return self._reading(Call(None, message, None, fun_code), chosen)
        return self._reading(Call(None, None, message, fun_code), chosen)

    def _reading(self, call: Call, chosen: "_Choice", *, checked: bool = True) -> Reading:
        function, subjects = beside(call, self.catalog)
        leniency, profile = chosen.leniency, chosen.profile
        found = (finding for subject in subjects for finding in check(subject)) if checked else ()
        findings, switched_off = leniency.judge(found)
        return Reading(call, function, subjects, tuple(findings), tuple(switched_off), leniency, profile=profile)

    def brought_with(self, exchange: Exchange | None) -> BroughtProfile | None:
        """The profile that came with `exchange`, or with the call that it repeats; None for what was recorded here."""
        if exchange is None:
            return None
        return self._brought.get(exchange.id) or self._brought.get(exchange.parent or 0)

    def leniency_for(self, profile: Profile | None) -> Leniency:
        """What is let pass where `profile` was chosen; None for no profile."""
        return self._leniency or (self._leniencies[profile.name] if profile else STRICT)

    def _scheme_of(self, profile: Profile) -> Scheme:
        """The scheme of `profile`; one whose key cannot be had reads without it, and the call says `unknown-key`."""
        if profile.name not in self._schemes:
            try:
                self._schemes[profile.name] = profile.scheme()
            except profiles.ProfileError:
                self._schemes[profile.name] = profile.scheme_with(())
        return self._schemes[profile.name]


class _Choice:
    """Finds the profile of one call, and keeps it: what it lets pass is asked for later."""

    def __init__(self, reader: Reader, exchange: Exchange | None) -> None:
        self._reader, self._exchange = reader, exchange
        self._brought = reader.brought_with(exchange)
        self.profile: Profile | None = None

    def scheme(self, unopened: Unopened) -> Scheme:
        """The scheme to read the call with."""
        if self._reader.profiles:
            self.profile = self._reader.profile_for(traits_of(unopened, self._exchange))
        known = self._reader.scheme_for(self.profile)
        here = self._exchange is not None and self._exchange.origin != "import"
        return self._brought.scheme(known, here=here) if self._brought else known

    @property
    def leniency(self) -> Leniency:
        """What is let pass."""
        return self._brought.leniency if self._brought else self._reader.leniency_for(self.profile)


def traits_of(unopened: Unopened, exchange: Exchange | None) -> Traits:
    """What a message, and the exchange that it is of, tell of whose it is."""
    where = split_url(exchange.url if exchange else "")
    return Traits(
        where.netloc,
        where.path,
        unopened.envelope.get("USER_ID").strip(),
        unopened.transport.operation,
        exchange.listener if exchange else "",
        lambda scheme: calls.hospital_id_in(document.read(unopened.payload(scheme).xml)),
    )


def _explained(message: Message, most: int) -> Message:
    """`message` with its payload explained, and then its signature, which may cover what was encrypted."""
    opened = decryption.explained(message, decryption.QUICK if most <= QUICK else decryption.THOROUGH)
    return signature.explained(opened, most)
