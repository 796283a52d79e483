import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from hisight.imports import UnreadableFileError, read_file, spreadsheet

REQUEST = "<ROOT><FUN_CODE>1001</FUN_CODE><REQ_ENCRYPTED>内科</REQ_ENCRYPTED></ROOT>"
ANSWER = "<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>成功</RETURN_MSG></ROOT>"


@pytest.fixture
def read(tmp_path):
    def read_(*rows, **sheets):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        for name, more in sheets.items():
            sheet = book.create_sheet(name)
            for row in more:
                sheet.append(row)
        book.save(tmp_path / "a.xlsx")
        found = read_file(tmp_path / "a.xlsx")
        assert found.format == spreadsheet.NAME
        return list(found.exchanges), [words.en for words in found.lost]

    return read_


def test_a_row_with_a_request_and_an_answer_is_a_call(read):
    head = ["序号", "功能", "时间", "入参", "出参", "地址"]
    row = [1, "网络测试", datetime(2026, 11, 26, 10, 2, 3), REQUEST, ANSWER, "http://his:8080/HisService"]
    (call, other), lost = read(head, row, [2, "x", None, ANSWER, REQUEST, None])
    assert (call.request_body.decode(), call.response_body.decode()) == (REQUEST, ANSWER)
    assert (call.started, call.url) == (datetime(2026, 11, 26, 10, 2, 3).timestamp(), "http://his:8080/HisService")
    assert (other.request_body.decode(), other.response_body.decode()) == (REQUEST, ANSWER)
    assert lost == ["there are no HTTP heads: an answer counts as 200, a Fault as 500. (2 times)"]


def test_an_answer_below_its_request_belongs_to_it(read):
    calls, _ = read(["入参", REQUEST], ["出参", ANSWER], ["入参", REQUEST], ["入参", REQUEST], ["出参", ANSWER])
    assert [bool(call.response_body) for call in calls] == [True, False, True]


def test_every_sheet_is_read_and_its_escapes_too(read):
    calls, _ = read(["nothing"], more=[[REQUEST.replace("><", ">_x000D_\n<")]])
    assert [b"\r\n<FUN_CODE>" in call.request_body for call in calls] == [True]


def test_a_full_cell_is_told(read):
    _, lost = read([REQUEST + " " * 32_767])
    assert "cells are full (32,767 characters): their messages may be cut off." in lost


def test_a_formula_is_not_run(read):
    calls, _ = read(['=HYPERLINK("http://127.0.0.1/","x")', REQUEST])
    assert len(calls) == 1


def test_a_workbook_without_messages_is_one_line(read):
    with pytest.raises(UnreadableFileError, match="no message found"):
        read(["a", 1])


def test_a_damaged_one_and_a_bomb_are_one_line(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    with pytest.raises(UnreadableFileError, match="no whole Excel file"):
        list(read_file(tmp_path / "a.xlsx").exchanges)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(100 << 20))
    with pytest.raises(UnreadableFileError, match="like a bomb"):
        list(read_file(tmp_path / "b.xlsx").exchanges)


def test_entities_in_a_workbook_are_refused(tmp_path, read):
    read([REQUEST])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>'.encode()
    members["xl/sharedStrings.xml"] = doctype + b"<sst><si><t>&l9;</t></si></sst>"
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(UnreadableFileError, match="there is a DOCTYPE in xl/sharedStrings"):
        list(read_file(tmp_path / "b.xlsx").exchanges)
