import pytest

from hisight.mock import styles
from hisight.mock.his import NAMESPACE
from hisight.mock.styles import STYLES
from hisight.protocol import Scheme, http, open_message, xml

ROOT = "<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG><![CDATA[好]]></RETURN_MSG></ROOT>"


def opened(text):
    return open_message(None, text.encode(), lambda _envelope: Scheme())


@pytest.mark.parametrize("version", ["soap-1.1", "soap-1.2"])
@pytest.mark.parametrize("style", STYLES.values())
def test_an_answer_holds_root_in_the_way_of_its_style(style, version):
    message = opened(styles.answer("NetTest", ROOT, NAMESPACE, style, version))
    assert (message.transport.kind, message.transport.inner) == (version, ROOT)
    assert message.transport.style == ("cdata" if style.in_cdata else "base64" if style.binary else "escaped")
    assert (message.transport.operation, message.transport.argument) == ("NetTestResponse", "NetTestResult")
    assert message.problems == ()


def test_the_parts_of_an_rpc_answer_have_no_namespace_and_encoded_ones_their_type():
    def result(path):
        text = styles.answer("NetTest", ROOT, NAMESPACE, STYLES[path], "soap-1.1")
        return next(one for one in xml.parse(text).iter("*") if xml.local_name(one) == "NetTestResult")

    assert xml.namespace(result("/HisService")) == NAMESPACE
    assert xml.namespace(result("/HisService/rpc")) == ""
    assert list(result("/HisService/rpc").attrib.values()) == []
    assert list(result("/HisService/rpc-encoded").attrib.values()) == ["xsd:string"]


@pytest.mark.parametrize(("version", "code"), [("soap-1.1", "Client"), ("soap-1.2", "Sender")])
def test_a_fault_blames_the_caller_in_either_version(version, code):
    fault = opened(styles.fault("no such <operation>", version)).transport.fault
    assert (fault.code, fault.reason, fault.blames_the_caller) == (code, "no such <operation>", True)


def test_the_answer_to_a_form_is_one_string():
    message = opened(styles.form_answer(ROOT, NAMESPACE))
    assert (message.transport.kind, message.transport.inner, message.problems) == ("asmx-string", ROOT, ())


@pytest.mark.parametrize("version", ["soap-1.1", "soap-1.2"])
def test_an_mtom_package_holds_the_answer(version):
    text = styles.answer("NetTest", ROOT, NAMESPACE, STYLES["/HisService/mtom"], version)
    content_type, body = styles.packaged(text.encode(), version)
    head = http.Head("HTTP/1.1 200 OK", (("Content-Type", content_type),))
    message = open_message("response", body, lambda _envelope: Scheme(), head)
    assert (message.transport.kind, message.transport.inner, message.problems) == (version, ROOT, ())
    assert message.package.kind == "mtom"


def test_a_form_names_its_operation_behind_the_path_and_only_there():
    assert styles.at("/HisService") is STYLES["/HisService"]
    assert styles.at("/HisService.asmx/NetTest") is STYLES["/HisService.asmx"]
    assert [styles.at(path) for path in ("/", "/HisService/NetTest", "/HisService.asmx/", "/x/NetTest")] == [None] * 4
