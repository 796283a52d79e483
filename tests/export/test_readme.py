from hisight.export.labels import NOTES
from hisight.export.readme import readme


def test_the_readme_speaks_both_languages_to_any_editor():
    data = readme([NOTES["scrubbed"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode("utf-8-sig")
    for part in ("report.html", "manifest.json", "request.body", NOTES["scrubbed"].zh, NOTES["scrubbed"].en):
        assert part in text
    assert text.index(NOTES["scrubbed"].zh) < text.index(NOTES["scrubbed"].en)
