"""Calls of GetDeptInfo and others whose payloads are written out, read with a plain scheme."""

from collections.abc import Callable

import pytest

from hisight.capture import Exchange
from hisight.compare import EVERYTHING, Comparison, How, compare
from hisight.protocol import Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader, Reading

PLAIN = Scheme("none", "elements-keyless")


@pytest.fixture(scope="session")
def read(catalog) -> Callable[..., Reading]:
    """A call read: FUN_CODE, the two payloads, and differences from a good one."""
    reader = Reader(catalog, scheme=PLAIN)

    def make(
        fun_code: str = "2001",
        request: str = "<REQ><DEPT_ID>-1</DEPT_ID></REQ>",
        answer: str | None = "<RES/>",
        status: str = "200 OK",
        body: bytes | None = None,
        error: str = "",
        **envelope: str,
    ) -> Reading:
        asked = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, request, PLAIN)
        told = {"RETURN_CODE": "0", "RETURN_MSG": "交易成功", **envelope}
        answered = soap_answer("HisService", compose_root("response", told, answer or "", PLAIN), "urn:his").encode()
        return reader.read(
            Exchange(
                b"POST /his HTTP/1.1\r\n\r\n",
                soap_request("HisService", "xml", asked, "urn:his").encode(),
                f"HTTP/1.1 {status}\r\n\r\n".encode() if answer is not None else b"",
                (answered if body is None else body) if answer is not None else b"",
                url="http://his.example:8080/his",
                error=error,
                id=1,
            )
        )

    return make


@pytest.fixture(scope="session")
def answers(read) -> Callable[..., Comparison]:
    """Two answers of GetDeptInfo compared, given as the inside of RES."""

    def make(left: str, right: str, how: How = EVERYTHING) -> Comparison:
        return compare(read(answer=f"<RES>{left}</RES>"), read(answer=f"<RES>{right}</RES>"), how)

    return make
