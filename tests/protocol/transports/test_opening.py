import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import markup, transports

ROOT = "<ROOT><FUN_CODE>1001</FUN_CODE></ROOT>"
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


def soap(body: str, namespace: str = SOAP_11, prefix: str = "s") -> str:
    return (
        f"<?xml version='1.0'?>\n<{prefix}:Envelope xmlns:{prefix}='{namespace}'><{prefix}:Header/>"
        f"<ns0:Body xmlns:ns0='{namespace}'>{body}</ns0:Body></{prefix}:Envelope>"
    )


@pytest.mark.parametrize(
    ("content", "style"),
    [
        (markup.escape("<?xml version='1.0'?>" + ROOT), "escaped"),
        (markup.cdata(ROOT), "cdata"),
        (markup.cdata(ROOT.replace("1001", "<![CDATA[1001]]>")), "cdata"),
        (f"\n  {ROOT}\n", "elements"),
        (ROOT.replace("<", "&#x3C;").replace(">", "&#62;"), "escaped"),
    ],
)
@pytest.mark.parametrize(("namespace", "kind"), [(SOAP_11, "soap-1.1"), (SOAP_12, "soap-1.2")])
def test_the_string_argument_is_found_however_it_is_written(content, style, namespace, kind):
    text = soap(f"<m:HisService xmlns:m='urn:x'><user>u</user><m:arg0>{content}</m:arg0></m:HisService>", namespace)
    found, problems = transports.read(text)
    assert (found.kind, found.carries, found.operation, found.argument) == (kind, "root", "HisService", "arg0")
    assert (found.style, problems) == (style, ())
    assert found.inner.endswith("</ROOT>")
    assert "1001" in found.inner


@pytest.mark.parametrize("style", [markup.escape, markup.cdata, str])
def test_wrapping_changes_the_argument_and_nothing_else(style):
    text = soap(f"<NetTest><a/><xml>{style(ROOT)}</xml></NetTest>")
    found, _ = transports.read(text)
    changed = ROOT.replace("1001", "1<![CDATA[<&]]>002")
    assert found.wrap(text, ROOT) is text
    assert found.wrap(text, changed) == soap(f"<NetTest><a/><xml>{style(changed)}</xml></NetTest>")


def test_a_declaration_is_not_nested_into_elements():
    text = soap(f"<NetTest>{ROOT}</NetTest>")
    found, _ = transports.read(text)
    assert "version" not in found.wrap(text, "<?xml version='1.0'?><ROOT/>").partition("Body")[2]


def test_a_root_alone_is_read_and_wrapped_in_place():
    text = f"\ufeff<?xml version='1.0'?>\n{ROOT}\n"
    found, problems = transports.read(text)
    assert (found.kind, found.carries, problems) == ("bare", "root", ())
    assert found.wrap(text, "<?xml version='1.0'?><ROOT/>") == "\ufeff<?xml version='1.0'?>\n<ROOT/>\n"


def test_a_root_right_in_the_body_has_no_operation():
    found, _ = transports.read(soap(ROOT))
    assert (found.carries, found.operation, found.argument) == ("root", "", "Body")


def test_an_answer_of_the_asmx_form_binding_is_read():
    found, _ = transports.read(f'<string xmlns="http://tempuri.org/">{markup.escape(ROOT)}</string>')
    assert (found.kind, found.carries, found.argument) == ("asmx-string", "root", "string")


@pytest.mark.parametrize("name", ["REQ", "RES", "Request", "Response", "res"])
def test_a_payload_alone_is_read(name):
    found, _ = transports.read(f"<{name}><A>1</A></{name}>")
    assert (found.kind, found.carries) == ("bare", "payload")


def test_a_ciphertext_alone_is_read_and_replaced_whole():
    found, problems = transports.read("kjPZRMs96t6gBs1xfBKrlg==\n")
    assert (found.kind, found.carries, problems) == ("bare", "ciphertext", ())
    assert found.wrap("kjPZRMs96t6gBs1xfBKrlg==\n", "other") == "other"


def test_a_fault_is_named_with_its_reason():
    found, (problem,) = transports.read(
        soap("<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>")
    )
    assert (found.operation, found.carries, problem.kind) == ("Fault", "nothing", "soap-fault")
    assert "SOAP Fault: Server no." in problem.message.en


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty-body"),
        (" \r\n", "empty-body"),
        ("<html><body>Error</body></html>", "not-soap"),
        ("<!DOCTYPE html><html><br>", "not-soap"),
        ("plain words", "not-soap"),
        ('{"json": 1}', "not-soap"),
        ("<other><a>1</a></other>", "no-root"),
        (soap(""), "no-root"),
        (soap("<NetTest><xml>no document</xml></NetTest>"), "no-root"),
        (f"<s:Envelope xmlns:s='{SOAP_11}'/>", "no-root"),
        ("<other><a></other>", "ill-formed"),
    ],
)
def test_what_carries_nothing_says_why(text, kind):
    found, problems = transports.read(text)
    assert found.carries == "nothing"
    assert [problem.kind for problem in problems] == ([kind] if kind else [])


def test_an_ill_formed_root_is_still_read():
    found, (problem,) = transports.read("<ROOT><FUN_CODE>1001</FUN_CODE><A></ROOT>")
    assert (found.carries, problem.kind, problem.line) == ("root", "ill-formed", 1)


@pytest.mark.parametrize("inner", [ROOT, markup.escape(ROOT)])
def test_a_root_inside_a_broken_envelope_is_still_read(inner):
    found, (problem,) = transports.read(f"<Envelope><Body><NetTest>{inner}</NetTest></Body>")
    assert (found.kind, found.carries, found.inner, problem.kind) == ("none", "root", ROOT, "truncated")


def test_an_undeclared_entity_does_not_shift_the_argument():
    text = f"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;<b/><xml>{markup.escape(ROOT)}</xml></a>"
    found, _ = transports.read(text)
    assert found.wrap(text, "<ROOT/>") == text.replace(markup.escape(ROOT), "&lt;ROOT/&gt;")


def test_the_root_name_of_a_payload_tells_its_direction():
    assert [transports.payload_direction(name) for name in ("REQ", "res", "x")] == ["request", "response", None]


@given(st.text(max_size=100) | st.text(max_size=60).map(soap))
def test_any_text_is_read(text):
    transports.read(text)


@pytest.mark.parametrize(
    ("content", "style", "again"),
    [
        (markup.escape(markup.escape(ROOT)), "escaped", "escaped"),
        (markup.cdata(markup.escape(ROOT)), "cdata", "escaped"),
        (markup.escape(markup.cdata(ROOT)), "escaped", "cdata"),
    ],
)
def test_a_root_that_was_written_twice_is_read_and_wrapped_the_same_way(content, style, again):
    text = soap(f"<NetTest><xml>{content}</xml></NetTest>")
    found, problems = transports.read(text)
    assert (found.carries, found.inner, found.style, found.again, problems) == ("root", ROOT, style, again, ())
    changed = found.wrap(text, ROOT.replace("1001", "2"))
    assert transports.read(changed)[0].inner == ROOT.replace("1001", "2")
    assert transports.read(changed)[0].again == again


def test_an_escaped_root_alone_is_read():
    found, problems = transports.read(markup.escape(ROOT))
    assert (found.kind, found.carries, found.inner, found.again, problems) == ("bare", "root", ROOT, "escaped", ())
    assert found.wrap(markup.escape(ROOT), "<ROOT/>") == "&lt;ROOT/&gt;"


def test_what_is_no_document_even_when_read_twice_is_no_root():
    found, (problem,) = transports.read(soap(f"<m><x>{markup.escape(markup.escape('<other/>'))}</x></m>"))
    assert (found.carries, problem.kind) == ("nothing", "no-root")


def test_a_doctype_hides_neither_envelope_nor_root():
    declared = '<!DOCTYPE x [<!ENTITY e "<ROOT>">]>'
    body = soap(f"<NetTest><xml>{markup.escape(declared + ROOT)}</xml></NetTest>").partition("?>")
    found, problems = transports.read(body[0] + body[1] + declared + body[2])
    assert (found.kind, found.carries, found.operation, problems) == ("soap-1.1", "root", "NetTest", ())
    assert transports.read(declared + ROOT)[0].carries == "root"
    assert transports.read(declared + "<REQ/>")[0].carries == "payload"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (soap(""), "<Body> holds nothing"),
        (f"<s:Envelope xmlns:s='{SOAP_11}'/>", "the SOAP Body is empty"),
        (soap("<R><x/></R>"), "<R> holds nothing"),
        (soap("<R><x> no  document </x></R>"), "there is “no document” instead"),
        (soap(f"<R><x>{'long' * 30}</x></R>"), f"“{'long' * 15}…”"),
        (soap("<R><x><root/></x></R>"), "it is written <root>, in other case"),
        (soap("<R><x>&lt;Root&gt;</x></R>"), "it is written <Root>, in other case"),
        ("<other><a>1</a></other>", "there is “1” instead"),
    ],
)
def test_where_root_is_missing_it_says_what_is_there_instead(text, words):
    _, (problem,) = transports.read(text)
    assert problem.kind == "no-root"
    assert words in problem.message.en


@pytest.mark.parametrize("write", [markup.escape, markup.cdata])
def test_a_broken_envelope_is_read_as_it_was_meant(write):
    inner = ROOT.replace("1001", "1\x01&amp;")
    text = soap(f"<NetTest><xml>{write(inner)}</xml><a>&</a></NetTest>")
    found, (problem,) = transports.read(text)
    assert (found.kind, found.operation, found.inner, found.path) == ("soap-1.1", "NetTest", inner, ())
    assert problem.kind == "control-character"


def test_nested_elements_of_a_broken_envelope_stay_as_they_stand():
    root = ROOT.replace("</FUN_CODE>", "<FUN_CODE>")
    found, (problem,) = transports.read(soap(f"<NetTest><xml>{root}</xml></NetTest>"))
    assert (found.kind, found.operation, found.inner, problem.kind) == ("soap-1.1", "NetTest", root, "ill-formed")


@pytest.mark.parametrize(
    ("content", "inner"),
    [
        (markup.cdata(ROOT.replace("1001", "<![CDATA[1001]]>")), ROOT.replace("1001", "<![CDATA[1001]]>")),
        (f"<![CDATA[{ROOT.replace('1001', '<![CDATA[1001]]>')}]]>", ROOT.replace("1001", "<![CDATA[1001]]>")),
    ],
)
def test_a_root_in_cdata_is_found_in_a_broken_envelope(content, inner):
    assert transports.read(f"<E><B><x>{content}</x></B>")[0].inner == inner


@pytest.mark.parametrize("write", [markup.escape, markup.cdata, str])
def test_of_a_message_that_was_cut_the_root_is_read_as_far_as_it_goes(write):
    text = soap(f"<NetTest><xml>{write(ROOT)}")
    found, (problem,) = transports.read(text[: text.rindex("FUN_CODE")])
    assert (found.carries, problem.kind) == ("root", "truncated")
    assert found.inner.startswith("<ROOT><FUN_CODE>1001")


def test_a_soap_envelope_with_nothing_in_it_stays_broken():
    found, (problem,) = transports.read(soap("<a>&</a>"))
    assert (found.carries, problem.kind) == ("nothing", "ill-formed")


def test_words_before_the_xml_are_a_fault_of_the_xml():
    found, (problem,) = transports.read(f"ok {ROOT}")
    assert (found.carries, found.inner, problem.kind) == ("root", ROOT, "ill-formed")


def test_a_fault_is_kept_with_its_code():
    found, _ = transports.read(soap("<s:Fault><faultcode>s:Client</faultcode></s:Fault>"))
    assert (found.fault.code, found.fault.blames_the_caller) == ("Client", True)
