"""Messages whose SIGN departs from what was agreed, as a shell would pipe them in."""

from dataclasses import replace

from hisight.protocol import RULES, Key, Scheme, compose_root

KEY = "0123456789ABCDEF"
AGREED = Scheme("aes-128-ecb", "sorted-query-key", (Key.from_text(KEY),))
OPTIONS = ("--key", KEY, "--rule", "sorted-query-key", "--fun-code", "1001")
REQUEST = "<REQ><HOSPITAL_ID>1001</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ANSWER = "<RES><SYSDATE>2026-11-23 10:00:00</SYSDATE></RES>"


def request(scheme: Scheme = AGREED, **entries: str) -> str:
    """A NetTest request by a platform whose rule has these `entries`."""
    return compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, _signing(scheme, entries))


def answer(scheme: Scheme = AGREED, **entries: str) -> str:
    """A NetTest answer by a HIS whose rule has these `entries`."""
    fields = {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}
    return compose_root("response", fields, ANSWER, _signing(scheme, entries))


def _signing(scheme: Scheme, entries: dict[str, str]) -> Scheme:
    return replace(scheme, own_rule=RULES[scheme.rule]._replace(**entries))
