import json
from dataclasses import replace

import pytest
from tests.export.formats.pieces import joined

from hisight.export.files import Note
from hisight.export.formats import Order, postman
from hisight.wording import Words


@pytest.fixture
def collection(evidence, exchange, about):
    """A collection as JSON, of which what Postman's schema v2.1.0 requires is checked."""

    def make(*calls):
        made = json.loads(joined(postman.make(calls or [evidence(exchange())], about))["his.postman_collection.json"])
        assert made["info"]["schema"] == "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
        assert set(made) == {"info", "item", "variable"}
        for folder in made["item"]:
            assert set(folder) == {"name", "item"}
            for item in folder["item"]:
                request = item["request"]
                assert request["url"]["raw"].startswith("{{endpoint")
                assert request.get("body", {"mode": "raw"})["mode"] == "raw"
                assert all(set(field) == {"key", "value"} for field in request["header"])
                for response in item["response"]:
                    assert isinstance(response["code"], int)
                    assert isinstance(response["body"], str)
                    assert response["originalRequest"] == request
        return made

    return make


def test_a_request_has_its_body_as_text_and_its_server_as_a_variable(collection, exchange):
    made = collection()
    (folder,) = made["item"]
    (item,) = folder["item"]
    assert folder["name"].startswith("1002 CreatePat")
    assert item["request"]["method"] == "POST"
    assert item["request"]["body"]["raw"] == exchange().request_body.decode()
    assert item["request"]["url"] == {"raw": "{{endpoint}}/his", "host": ["{{endpoint}}"], "path": ["his"]}
    assert made["variable"] == [{"key": "endpoint", "value": "http://his.example:8080", "type": "string"}]


def test_the_recorded_answer_is_an_example(collection, exchange):
    ((response,),) = [item["response"] for folder in collection()["item"] for item in folder["item"]]
    assert (response["code"], response["status"], response["responseTime"]) == (200, "OK", 182.4)
    assert response["body"] == exchange().response_body.decode()


def test_each_server_has_a_variable_of_its_own(collection, evidence, exchange):
    urls = ["http://a/his?x=1&y=", "https://b:8443/", "http://a/other"]
    made = collection(*(evidence(exchange(url=url)) for url in urls))
    assert [one["value"] for one in made["variable"]] == ["http://a", "https://b:8443"]
    raw = [item["request"]["url"]["raw"] for folder in made["item"] for item in folder["item"]]
    assert raw == ["{{endpoint}}/his?x=1&y=", "{{endpoint2}}/", "{{endpoint}}/other"]
    query = made["item"][0]["item"][0]["request"]["url"]["query"]
    assert query == [{"key": "x", "value": "1"}, {"key": "y", "value": ""}]


def test_what_postman_would_do_to_a_message_is_said(collection, evidence, exchange):
    head = b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=gbk\r\n\r\n"
    call = evidence(exchange(request_head=head, request_body="<ROOT>内科 {{$guid}}</ROOT>".encode("gbk")))
    request = collection(call)["item"][0]["item"][0]["request"]
    assert request["body"]["raw"] == "<ROOT>内科 {{$guid}}</ROOT>"
    assert "The message came in GB18030; Postman sends it in UTF-8." in request["description"]
    assert "which Postman takes for a variable" in request["description"]


def test_a_form_is_sent_as_it_was(collection, evidence, exchange):
    head = b"POST /his HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    call = evidence(exchange(request_head=head, request_body=b"xml=%3CROOT%2F%3E"))
    assert collection(call)["item"][0]["item"][0]["request"]["body"] == {"mode": "raw", "raw": "xml=%3CROOT%2F%3E"}


def test_without_answer_there_is_no_example_and_what_stays_at_home_is_not_there(collection, evidence, exchange):
    call = evidence(exchange(response_head=b"", response_body=b""))
    assert collection(call)["item"][0]["item"][0]["response"] == []
    left_out = {"response": Words("无法", "cannot be read")}
    assert collection(evidence(exchange(), left_out=left_out))["item"][0]["item"][0]["response"] == []
    assert collection(evidence(exchange(), left_out={"request": Words("无法", "cannot be read")}))["item"] == []


def test_a_note_stands_in_the_description(evidence, exchange, about):
    noted = replace(about, notes={42: Note(1, "look here")})
    made = json.loads(joined(postman.make([evidence(exchange())], noted))["his.postman_collection.json"])
    assert made["item"][0]["item"][0]["request"]["description"].endswith("\nlook here")


def test_it_leaves_scrubbed(session, exchange, reader, tmp_path):
    file = tmp_path / "his.postman_collection.json"
    postman.FORMAT.write(file, Order(session(exchange("none")), [1], reader))
    text = file.read_text("utf-8")
    assert "李望舒" not in text
    assert "c2VjcmV0" not in text
