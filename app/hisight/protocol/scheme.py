"""How one peer encodes and signs: what `open` and `seal` need to know."""

from dataclasses import dataclass, field

from hisight.protocol.sealing import PLAIN_SEALING, Sealing
from hisight.protocol.signature_rule import RULES, SignatureRule

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Key:
    """A shared key. Its characters never show: not in `repr`, not in a log, not in an export."""

    label: str
    """What a person calls it, e.g. `HISIGHT_KEY` or `city-test`."""
    secret: bytes = field(repr=False)
    """The characters as UTF-8 bytes; AES uses them as they are."""

    @classmethod
    def from_text(cls, text: str, label: str = "key") -> "Key":
        """The key that a person typed or pasted; blanks and line ends around it do not belong to it."""
        return cls(label, text.strip().encode())


@dataclass(frozen=True, slots=True)
class Scheme:
    """The cipher, signature rule and keys of one peer."""

    cipher: str = AUTO
    """A name from `ciphers.CIPHERS`, or `auto`: look at each message."""
    rule: str = AUTO
    """The name of `own_rule` or of one in `RULES`, or `auto`: whichever rule fits."""
    keys: tuple[Key, ...] = ()
    """The keys to try, the one in use first; sealing uses the first."""
    own_rule: SignatureRule | None = None
    """A rule that the peer's profile describes itself; None where it uses one of `RULES`."""
    sealing: Sealing = PLAIN_SEALING
    """The form of the key, IV, padding and dialect that go with the cipher."""
    candidate_rules: tuple[SignatureRule, ...] = field(init=False, repr=False, compare=False)
    """Every rule to try, the agreed one first."""

    def __post_init__(self) -> None:
        agreed = self.agreed_rule
        first = () if agreed is None else (agreed,)
        others = (rule for rule in RULES.values() if rule is not agreed)
        object.__setattr__(self, "candidate_rules", (*first, *others))

    @property
    def key(self) -> Key | None:
        """The key that seals; None when none is known."""
        return self.keys[0] if self.keys else None

    @property
    def agreed_rule(self) -> SignatureRule | None:
        """The rule that the peer should sign by; None with `auto`."""
        if self.own_rule is not None and self.own_rule.name == self.rule:
            return self.own_rule
        return RULES.get(self.rule)
