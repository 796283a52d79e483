"""Patient data found, replaced consistently, and proven gone before anything leaves the machine.

find -> values -> scrub (stand_ins, reseal, credentials) -> residual (key_writings)
"""

from hisight.privacy.collect import Seen, collect, gather, look, public_text
from hisight.privacy.credentials import is_in_address, without_credentials, without_query
from hisight.privacy.errors import PatientValueError, PrivacyError
from hisight.privacy.find import find
from hisight.privacy.policy import KEEP_EVERYTHING, STANDARD, Policy, Treatment
from hisight.privacy.preview import TREATMENTS, LeavingField, preview
from hisight.privacy.reseal import throwaway_key
from hisight.privacy.residual import LastLook
from hisight.privacy.scrub import Scrubbed, Scrubber
from hisight.privacy.value_index import PatientValue
from hisight.privacy.values import KINDS, PatientValues

__all__ = [
    "KEEP_EVERYTHING",
    "KINDS",
    "STANDARD",
    "TREATMENTS",
    "LastLook",
    "LeavingField",
    "PatientValue",
    "PatientValueError",
    "PatientValues",
    "Policy",
    "PrivacyError",
    "Scrubbed",
    "Scrubber",
    "Seen",
    "Treatment",
    "collect",
    "find",
    "gather",
    "is_in_address",
    "look",
    "preview",
    "public_text",
    "throwaway_key",
    "without_credentials",
    "without_query",
]
