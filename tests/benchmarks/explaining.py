"""What it costs to explain a message: `python tests/benchmarks/explaining.py`.

The issue allows 50 ms at the median, and 500 ms at the worst. One message is generated for every variant that an explainer
knows, and each has to come back explained with exactly that variant; then messages that nothing explains, and very large
ones. Milliseconds are of the processor, the better of two rounds, because the machine has other things to do.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.explain import test_decryption as encrypted
from tests.explain import test_signature as signed
from tests.explain.texts import SPOILED, misread

from hisight.capture import Exchange
from hisight.catalog import published
from hisight.explain import charset, decryption, signature
from hisight.explain.signature_changes import likely_together
from hisight.protocol import Key, Message, Scheme, Sealing, compose_root
from hisight.reading import Reader

STRANGE = Key.from_text("nobody knows it!", "nobody")
REQUEST, ANSWER = {"FUN_CODE": "2001", "USER_ID": "u1"}, {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"
DEPARTMENT = "<DEPT><DEPT_ID>1</DEPT_ID><DEPT_NAME>内科门诊</DEPT_NAME><PARENT_ID>-1</PARENT_ID></DEPT>"
LARGE = 2_400_000
"""Bytes of a large payload."""

Case = tuple[str, Callable[[], object], Callable[[object], bool]]
"""What it is; the work; and whether what came of it is right."""


def milliseconds(work: Callable[[], object]) -> tuple[float, object]:
    """How long `work` takes, and what comes of it."""
    rounds = []
    for _ in range(2):
        started = time.process_time()
        result = work()
        rounds.append((time.process_time() - started) * 1000)
    return min(rounds), result


def signature_case(name: str, message: Message, changes: list[tuple[str, str]], most: int) -> Case:
    """One message, and the changes by which it has to be explained."""

    def right(explained: signature.SignatureExplanation) -> bool:
        found = [(change.name, change.value) for change in explained.changes]
        return found == changes if changes else explained.status.verdict == "invalid"

    return name, lambda: signature.explain(message, most), right


def single_changes(most: int) -> Iterator[Case]:
    """Every variant of a signature alone."""
    for parameters in signed.single_changes():
        message, change = parameters.values
        sent = signed.made_by(message, change)
        if not signed.without_explainer(sent):
            yield signature_case(parameters.id, sent, [(change.name, change.value)], most)


def pairs() -> Iterator[Case]:
    """Two changes at once that go together: what fits may be another way to say the same."""
    for message in signed.MESSAGES[:1]:
        walked = likely_together(signed.changes_of(message), message.scheme.keys)
        for one, other in combinations(walked, 2):
            for first in one:
                for second in other:
                    sent = signed.made_by(message, first, second)
                    if not signed.without_explainer(sent):
                        name = f"{first.value} with {second.value}"
                        yield (
                            name,
                            lambda sent=sent: signature.explain(sent, signature.QUICK),
                            lambda found: found.changes,
                        )


def wrong_keys(most: int) -> Iterator[Case]:
    """Messages that are signed with a key that nobody knows."""
    for message in signed.MESSAGES:
        if message.scheme.agreed_rule.needs_key:
            sent = signed.signed(message, message.scheme.agreed_rule, STRANGE)
            yield signature_case(f"{message.direction} {message.scheme.cipher}", sent, [], most)


def large_signatures() -> Iterator[Case]:
    """Every variant of a message that is as large as can be."""
    entry = "<NAME>张三&amp;李四</NAME>\r\n <NOTE>一行\r\n二行 and some plain text, as is usual</NOTE>\r\n"
    small = signed.DOCUMENT
    signed.DOCUMENT = f"<REQ>\r\n{entry * (LARGE // len(entry.encode()))}</REQ>"
    try:
        for cipher in ("aes-128-ecb", "none"):
            message = signed.unsigned("request", "sorted-query-key", cipher)
            for change in (one for options in signed.changes_of(message) for one in options):
                sent = signed.made_by(message, change)
                if not signed.without_explainer(sent):
                    name, changes = f"{change.name} {change.value}", [(change.name, change.value)]
                    yield signature_case(name, sent, changes, signature.THOROUGH)
            sent = signed.signed(message, message.scheme.agreed_rule, STRANGE)
            yield signature_case("another key", sent, [], signature.THOROUGH)
    finally:
        signed.DOCUMENT = small


def decryption_case(name: str, text: str, scheme: Scheme, changes: list[tuple[str, str]]) -> Case:
    """One ciphertext, and the changes by which it has to be explained; without changes it is under another key."""
    message = encrypted.message(text, scheme)

    def right(explained: decryption.DecryptionExplanation) -> bool:
        return encrypted.named(explained) == changes and (bool(changes) or explained.shown == "wrong-key")

    return name, lambda: decryption.explain(message), right


def ciphers() -> Iterator[Case]:
    """Every variant of an encryption alone."""
    for parameters in encrypted.variants():
        scheme, text, changes = parameters.values
        yield decryption_case(parameters.id, text, scheme, changes)


def strange_ciphers(count: int) -> Iterator[Case]:
    """Payloads under a key that is none of the `count` known ones."""
    keys = tuple(Key.from_text(f"Known-Key-16-c{number:02}", f"k{number}") for number in range(count))
    for cipher in ("aes-128-ecb", "aes-128-cbc-iv", "sm4-cbc"):
        for agreed in ("aes-128-ecb", "auto", "sm4-cbc"):
            yield decryption_case(
                f"{cipher} for {agreed}", encrypted.sealed(cipher, STRANGE), Scheme(agreed, keys=keys), []
            )


def large_ciphers() -> Iterator[Case]:
    """Large payloads, one for each way of looking."""
    entry = "<NAME>测试甲</NAME><NOTE>abcdefghijklmn</NOTE>"
    text = f"<REQ>{entry * (LARGE // len(entry.encode()))}</REQ>"
    scheme = Scheme("aes-128-ecb", keys=(encrypted.KEY, encrypted.OLD))
    sealed = encrypted.sealed("aes-128-ecb", document=text)
    cbc = encrypted.sealed("aes-128-cbc", sealing=Sealing(iv="1234567890123456"), document=text)
    triple = encrypted.sealed("3des-cbc", sealing=Sealing("fitted"), document=text)
    other = encrypted.sealed("aes-128-ecb", STRANGE, document=text)
    iv = [("cipher", "aes-128-cbc"), ("iv", "1234567890123456")]
    yield decryption_case("IV", cbc, scheme, iv)
    yield decryption_case("3DES", triple, scheme, [("key-form", "fitted"), ("cipher", "3des-cbc")])
    for name, write in encrypted.WRITTEN.items():
        yield decryption_case(name, write(sealed), scheme, [("writing", name)])
    yield decryption_case("another key", other, scheme, [])


def charset_case(name: str, text: str, changes: tuple[str, ...]) -> Case:
    """One text, and what was done to it."""
    return name, lambda: charset.explain(text), lambda found: found is not None and found.names == changes


def charsets(times: int) -> Iterator[Case]:
    """Everything that is done to a Chinese text, `times` as long."""
    text = "示例市第一人民医院，内科门诊王喆。\n" * times
    for name in SPOILED:
        if name != "gbk-as-utf-8":
            yield charset_case(name, misread(text, name), (name,))
    twice = ("utf-8-as-gbk", "utf-8-as-latin-1")
    yield charset_case("twice", misread(text, *twice), twice)
    yield charset_case("bytes lost", misread(text, "gbk-as-utf-8"), ("lost-bytes",))
    yield charset_case("characters lost", "???????\n" * times, ("lost-characters",))
    yield charset_case("escapes", "\n".join(f"\\u{ord(one):04x}" for one in text), ("escapes",))
    yield charset_case("references", "\n".join(f"&#{ord(one)};" for one in text), ("references",))


def told(title: str, cases: Iterator[Case]) -> None:
    """A line for all `cases`, and one for each that did not come back as it was made."""
    rows = []
    for name, work, right in cases:
        cost, result = milliseconds(work)
        rows.append((cost, name))
        if not right(result):
            print(f"    not as made: {name}")
    print(f"{title:44} {len(rows):5} {median(cost for cost, _ in rows):9.2f} {max(rows)[0]:9.2f}   {max(rows)[1]!r}")


def reading() -> None:
    """What a call costs whose key is wrong, beside the right one."""
    scheme = Scheme("none", "sorted-query-key", (signed.KEY,))
    exchange = Exchange(
        HEAD, compose_root("request", REQUEST, "<REQ><HOSPITAL_ID>22</HOSPITAL_ID></REQ>", scheme).encode(),
        HEAD, compose_root("response", ANSWER, f"<RES>{DEPARTMENT * 20}</RES>", scheme).encode(),
    )  # fmt: skip
    readers = [Reader(published(), scheme=replace(scheme, keys=(key,))) for key in (signed.KEY, STRANGE)]
    rounds = [[milliseconds(lambda by=by: by.read(exchange))[0] for by in readers] for _ in range(40)]
    right, wrong = (min(column) for column in zip(*rounds, strict=True))
    print(
        f"reading a call: {right:.2f} ms with the right key, {wrong:.2f} ms with a wrong one, {wrong / right:.2f} times as long"
    )


def main() -> None:
    """Print a line for each kind of message, then what reading a session with a wrong key costs."""
    print(f"{'':44} {'n':>5} {'median ms':>9} {'worst ms':>9}")
    for most in (signature.QUICK, signature.THOROUGH):
        told(f"signature, every variant, {most} changes", single_changes(most))
        told(f"signature, another key, {most} changes", wrong_keys(most))
    told("signature, two variants that go together", pairs())
    told(f"signature, every variant, {LARGE:,} bytes", large_signatures())
    told("decryption, every variant", ciphers())
    told("decryption, another key, 1 known", strange_ciphers(1))
    told("decryption, another key, 5 known", strange_ciphers(5))
    told(f"decryption, {LARGE:,} bytes", large_ciphers())
    told("charset, every variant", charsets(1))
    told("charset, every variant, 20,000 times as long", charsets(20_000))
    reading()


if __name__ == "__main__":
    main()
