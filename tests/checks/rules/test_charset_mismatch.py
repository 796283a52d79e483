from hisight.protocol import Scheme, http
from hisight.reading import Reader

REQUEST = "<REQ><HOSPITAL_ID>医院</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_gbk_bytes_under_a_utf_8_label_are_found(catalog):
    reader = Reader(catalog, scheme=Scheme())
    head = http.Head("", (("Content-Type", "text/xml; charset=utf-8"),))
    assert reader.read_alone("request", REQUEST.encode(), head, "1001").findings == ()
    (finding,) = reader.read_alone("request", REQUEST.encode("gbk"), head, "1001").findings
    assert (finding.code, finding.name, finding.severity) == ("CHR001", "charset-mismatch", "warning")
    assert finding.message.en == "declared as utf-8, really gb18030: who believes it reads “ҽԺ” for “医院”."
    assert finding.message.zh == "声明为 utf-8，实际是 gb18030：相信声明的一方会把“医院”读成“ҽԺ”。"
