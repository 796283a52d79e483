"""What a platform sends is outside data: whatever it is, the hospital answers with a code of the catalog."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hisight import catalog
from hisight.mock import PLAIN, MockHis
from hisight.mock.content import write
from hisight.mock.filling import filled
from hisight.mock.his import NAMESPACE
from hisight.protocol import compose_root, open_message, soap_request

FUNCTIONS = catalog.published().functions
VALUES = st.one_of(
    st.sampled_from(
        ["-1", "0", "1", "2", "201", "1002", "P000001", "2026-11-23", "赵小满", "9" * 5000, "1e9", "NaN", "x"]
    ),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
)


@pytest.fixture(scope="module")
def his():
    """One hospital for all that is asked, so that it has something in its books."""
    return MockHis([PLAIN], lambda: datetime(2026, 11, 23, 9, 30))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_function_answers_whatever_is_asked(his, data):
    function = data.draw(st.sampled_from(FUNCTIONS))

    def value(field):
        return PLAIN.hospital_id if field.name.startswith("HOSPITAL") else data.draw(VALUES) or "1"

    known = {"BAT_REG_INFO": {}} if data.draw(st.booleans()) else {"ONE_REG_INFO": {}}
    document = write(function.request.root, filled(function.request, known, value))
    fields = {"FUN_CODE": function.code or function.name, "USER_ID": PLAIN.user_id}
    root = compose_root("request", fields, document, PLAIN.scheme)
    reply = his.reply(soap_request(function.name, "xml", root, NAMESPACE).encode())
    answer = open_message("response", reply.body, lambda _envelope: PLAIN.scheme)
    code = answer.envelope.get("RETURN_CODE")
    assert catalog.published().meaning_of_return_code(code, function), (function.name, code)
    assert not answer.document.error
