import json

from hisight.catalog.xsd import schema


def test_the_catalog_is_told_as_json_in_published_order(hisight, catalog):
    data = json.loads(hisight("catalog", "--json").stdout)
    assert [function["name"] for function in data["functions"]] == [function.name for function in catalog.functions]
    lock = next(function for function in data["functions"] if function["code"] == "2005")
    assert (lock["effect"], lock["section"], lock["title"]) == ("write", "3.1.3.6", "号源锁定接口")
    assert lock["request"][1] == {
        "name": "LOCK_ID",
        "parent": "REQ",
        "type": "String",
        "length": 32,
        "required": True,
        "description": "号源锁定 ID，用于解锁接口及挂号接口",
    }
    assert lock["return_codes"]["200505"] == "该排班挂号已满（无剩余号源）"
    assert data["return_codes"]["0"] == "成功"
    assert data["code_tables"]["性别"] == {"1": "男", "2": "女", "3": "保密", "4": "其他"}


def test_one_function_as_json(hisight):
    data = json.loads(hisight("catalog", "locKReg", "--json").stdout)
    assert [function["name"] for function in data["functions"]] == ["LockReg"]


def test_a_function_is_described_with_fields_tables_and_doubts(hisight):
    text = hisight("catalog", "2005").stdout
    assert "2005 LockReg 号源锁定接口 (3.1.3.6)" in text
    assert "1-微信公众号" in text
    assert "? Required, but the sample leaves the element out." in text
    assert "\nResponse: none\n" in hisight("catalog", "2009").stdout


def test_the_published_samples_are_shown(hisight):
    text = hisight("catalog", "1001").stdout
    request, _, answer = text.partition("Response:")
    assert "<IP>" in request.partition("Sample:")[2]
    assert "<SYSDATE>" in answer.partition("Sample:")[2]


def test_without_a_function_all_are_listed(hisight, catalog):
    assert len(hisight("catalog").stdout.splitlines()) == len(catalog.functions)


def test_a_function_that_is_not_there_is_one_line(complains):
    assert "the interface has no function 9999" in complains("catalog", "9999")


def test_a_request_is_printed_that_inspect_finds_nothing_wrong_with(hisight, complains):
    request = hisight("catalog", "2007", "--request").stdout
    assert request.startswith("<REQ>\n  <REG_ROLE>1</REG_ROLE>\n")
    inspected = json.loads(hisight("inspect", "-", "--fun-code", "2007", "--json", stdin=request).stdout)
    assert [one for one in inspected["findings"] if one["severity"] != "note"] == []
    assert "--request needs a function" in complains("catalog", "--request")


def test_where_words_stand_is_searched_in_chinese_and_english(hisight):
    assert hisight("catalog", "--search", "锁号 ID").stdout.splitlines()[0].split() == [
        *("2005", "LockReg", "response", "HOSP_LOCK_ID", "院内锁号", "ID"),
    ]
    text = hisight("catalog", "2001", "--search", "spells it").stdout
    assert "DEPART_TYPE       ? The sample spells it DEPARTTYPE." in text
    assert "2002" not in text


def test_what_was_found_as_json(hisight):
    (hit,) = json.loads(hisight("catalog", "--search", "200709", "--json").stdout)
    assert hit == {
        "function": "2007 OrderReg",
        "part": "",
        "kind": "return-code",
        "name": "200709",
        "text": "该排班挂号已满（无剩余号源）",
    }


def test_nothing_found_is_exit_code_1(hisight):
    done = hisight("catalog", "--search", "zzz")
    assert (done.returncode, done.stdout) == (1, "“zzz” stands nowhere in the interface.\n")


def test_a_schema_is_written_for_a_vendor(hisight, catalog):
    done = hisight("catalog", "--xsd", "2005")
    assert done.stdout == schema(catalog, catalog.function("2005"))


def test_a_schema_needs_a_function(complains):
    assert "--xsd needs a function. For example: hisight catalog --xsd 2005." in complains("catalog", "--xsd")
