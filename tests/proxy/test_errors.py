"""hisight.proxy.errors"""

from hisight.errors import HisightError
from hisight.proxy import PortError, ProxyError
from hisight.wording import Words


def test_a_port_that_cannot_be_had_is_told_as_any_other_error_with_its_address():
    error = PortError(Words("端口", "port."), Words("另选", "Choose."), "127.0.0.1:9")
    assert isinstance(error, ProxyError)
    assert isinstance(error, HisightError)
    assert error.listen == "127.0.0.1:9"
    assert error.remedy.en == "Choose."
