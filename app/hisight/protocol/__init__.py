"""Bytes to message and back: HTTP body, charset, SOAP, ROOT, cipher, signature. lxml and cryptography only."""

from hisight.protocol.ciphers import BLOCK_CIPHERS, CIPHERS
from hisight.protocol.compose import compose_root, soap_answer, soap_request
from hisight.protocol.envelope import Envelope
from hisight.protocol.errors import CipherError, MarkupError, ProtocolError, SealError
from hisight.protocol.message import Message, Unopened, open_message, seal
from hisight.protocol.notes import Direction, Note, Problem
from hisight.protocol.payload import Payload
from hisight.protocol.scheme import AUTO, Key, Scheme
from hisight.protocol.sealing import Sealing
from hisight.protocol.signature import Difference, SignatureStatus
from hisight.protocol.signature_rule import RULES, Signable, SignatureRule

__all__ = [
    "AUTO",
    "BLOCK_CIPHERS",
    "CIPHERS",
    "RULES",
    "CipherError",
    "Difference",
    "Direction",
    "Envelope",
    "Key",
    "MarkupError",
    "Message",
    "Note",
    "Payload",
    "Problem",
    "ProtocolError",
    "Scheme",
    "SealError",
    "Sealing",
    "Signable",
    "SignatureRule",
    "SignatureStatus",
    "Unopened",
    "compose_root",
    "open_message",
    "seal",
    "soap_answer",
    "soap_request",
]
