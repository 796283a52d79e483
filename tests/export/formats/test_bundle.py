import json
import zipfile
from dataclasses import replace

from hisight.export.formats import Order, bundle


def manifest(file):
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def test_the_bundle_is_written_as_ordered(session, exchange, reader, tmp_path):
    order = Order(session(exchange(), exchange()), [2], reader, language="en")
    result = bundle.FORMAT.write(tmp_path / "a.zip", order)
    assert (result.calls, result.replaced["name"]) == (1, 1)
    assert [call["id"] for call in manifest(tmp_path / "a.zip")["calls"]] == [2]
    assert manifest(tmp_path / "a.zip")["scrubbed"]


def test_patient_data_is_kept_only_without_a_policy(session, exchange, reader, tmp_path):
    order = Order(session(exchange()), [1], reader)
    bundle.FORMAT.write(tmp_path / "a.zip", replace(order, policy=None))
    assert not manifest(tmp_path / "a.zip")["scrubbed"]
