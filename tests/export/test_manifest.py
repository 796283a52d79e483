import json
from importlib.metadata import PackageNotFoundError

from hisight import version
from hisight.export.departure import Departure
from hisight.export.manifest import Manifest, tools
from hisight.imports.judgement import judgement
from hisight.reading import decoder


def test_it_says_by_what_the_calls_were_read(reader, monkeypatch):
    told = tools(reader)
    assert (told["version"], told["decoder"]) == (version(), decoder.fingerprint())
    assert told["mitmproxy"]

    def missing(_name):
        raise PackageNotFoundError

    monkeypatch.setattr("hisight.export.manifest.metadata.version", missing)
    assert tools(reader)["mitmproxy"] == ""


def test_calls_of_one_peer_share_a_profile(session, exchange, reader, evidence):
    departure = Departure(session(exchange()), [1], reader)
    manifest = Manifest(departure, "2026-11-26T10:00:00+08:00")
    for call in (evidence(exchange()), evidence(exchange("none"))):
        manifest.add(call, judgement(call.reading))
    told = json.loads(b"".join(manifest.pieces({"a": "00", "b": "11"})))
    assert [call["profile"] for call in told["calls"]] == [0, 0]
    assert told["profiles"] == [{"name": ""}]
    assert told["sha256"] == {"a": "00", "b": "11"}
    assert told["created"] == "2026-11-26T10:00:00+08:00"
    assert told["throwaway_key"] == departure.key.secret.decode()
    assert "throwaway_key" in manifest.head
