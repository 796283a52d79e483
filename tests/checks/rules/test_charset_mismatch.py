from hisight.protocol import Scheme, http
from hisight.reading import Reader

REQUEST = "<REQ><HOSPITAL_ID>医院</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_gbk_bytes_under_a_utf_8_label_are_found(catalog):
    reader = Reader(catalog, scheme=Scheme())
    head = http.Head("", (("Content-Type", "text/xml; charset=utf-8"),))
    assert reader.read_alone("request", REQUEST.encode(), head, "1001").findings == ()
    (finding,) = reader.read_alone("request", REQUEST.encode("gbk"), head, "1001").findings
    assert (finding.code, finding.name, finding.severity) == ("CHR001", "charset-mismatch", "warning")
    assert "really gb18030" in finding.message.en
