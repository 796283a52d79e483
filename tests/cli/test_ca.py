"""hisight.cli.ca"""

from cryptography import x509


def test_the_certificate_is_made_shown_and_exported(hisight, tmp_path):
    first = hisight("ca")
    assert (first.returncode, first.stderr) == (0, "")
    path = tmp_path / "hisight" / "mitmproxy" / "mitmproxy-ca-cert.pem"
    assert first.stdout.splitlines()[0] == f"certificate {path}"
    assert f'certutil -addstore Root "{path}"' in first.stdout

    exported = hisight("ca", "-o", str(tmp_path / "hisight.crt"))
    assert exported.stdout.splitlines()[1] == first.stdout.splitlines()[1]
    certificate = x509.load_pem_x509_certificate((tmp_path / "hisight.crt").read_bytes())
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_place_that_cannot_be_written_is_one_line(complains, tmp_path):
    assert "cannot be written: No such file" in complains("ca", "-o", str(tmp_path / "none" / "a.crt"))
