"""Finding among many calls: `python tests/benchmarks/finding.py [CALLS ...]` (100,000 and 1,000,000 unless told otherwise).

A session with so many calls of realistic values is made in a temporary folder by writing its tables directly, and removed at the
end. What is measured goes through the same functions as the window: the best of several rounds counts for questions, because
the machine has other things to do; opening and scrolling are taken as they come.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from hisight.capture import Filter, Session, content, content_table

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.benchmarks.figure import Figure, at_most

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FUNCTIONS = (
    ("1001", "NetTest", "网络通讯测试", "read"), ("2001", "GetDeptInfo", "科室信息查询", "read"),
    ("2002", "GetDoctorInfo", "医生信息查询", "read"), ("2003", "GetRegInfo", "号源信息查询", "read"),
    ("2004", "GetTimeRegInfo", "号源分时信息查询", "read"), ("2005", "LockReg", "号源锁定", "write"),
    ("2006", "UnLockReg", "号源解锁", "write"), ("2007", "OrderReg", "预约和挂号", "write"),
    ("2008", "CancelReg", "取消预约", "write"), ("2009", "PayReg", "挂号支付", "money"),
    ("3001", "RegPatient", "用户注册", "write"), ("3002", "GetPatient", "用户信息查询", "read"),
    ("4001", "GetPayList", "门诊缴费记录查询", "read"), ("4002", "PayBill", "门诊缴费", "money"),
    ("5001", "GetReport", "检查报告查询", "read"), ("6001", "GetInpatient", "住院病人信息查询", "read"),
)  # fmt: skip
FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬鹏浩宇轩梓涵欣怡子墨雨泽佳琪思远若曦诗婷"
DEPARTMENTS = (
    "内科门诊", "心血管内科", "呼吸内科", "消化内科", "神经内科", "普外科", "骨科", "泌尿外科", "妇科", "产科",
    "儿科", "眼科", "耳鼻喉科", "口腔科", "皮肤科", "中医科", "康复医学科", "急诊科", "肿瘤科", "感染性疾病科",
)  # fmt: skip
MESSAGES = (
    "号源已满",
    "该身份证号已经捆绑病历号",
    "订单不存在",
    "锁号已过期",
    "患者信息不匹配",
    "系统繁忙，请稍后再试",
)
PAGES = 100
"""So many pages are scrolled in a round."""
RARE = "鼹鼠"
"""A word of two characters that one call in 50,000 has."""


def calls(count: int) -> Iterator[tuple[int, tuple[str, str, str, str], str, bool, float, list[tuple[str, str]]]]:
    """Number, function, return code, whether it failed, milliseconds, and values, of `count` calls."""
    chance = random.Random(5)  # the same calls in every run
    for number in range(1, count + 1):
        function = chance.choice(FUNCTIONS)
        failed = chance.random() < 0.05
        code = chance.choice(("200505", "200709", "-1", "9999")) if failed else "0"
        name = chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2))))
        day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        order = number - number % 4  # a matter has four calls
        values = [
            ("FUN_CODE", function[0]), ("USER_ID", f"{1000 + number % 3}"), ("HOSPITAL_ID", f"{320581 + number % 20}"),
            ("LOCK_ID", f"L{order:012}"), ("ORDER_ID", f"P2026{order:012}"), ("HOSP_ORDER_ID", f"H{order * 7:010}"),
            ("PATIENT_ID", f"{order % 200_000:010}"), ("PATIENT_NAME", name), ("SEX", f"{order % 2 + 1}"),
            ("ID_NO", f"000000{order % 200_000:012}"), ("MOBILE", f"100{order % 200_000:08}"),
            ("REG_DATE", day), ("BEGIN_TIME", f"{number % 12 + 7:02}:00"), ("END_TIME", f"{number % 12 + 7:02}:30"),
            ("DEPT_ID", f"{number % 20:04}"), ("DEPT_NAME", DEPARTMENTS[number % 20]),
            ("DOCTOR_ID", f"D{number % 300:05}"), ("DOCTOR_NAME", FAMILY[number % 50] + GIVEN[number % 45]),
            ("REG_FEE", "1000"), ("TREAT_FEE", f"{number % 9 * 500}"), ("RECEIPT_NO", f"R{number:012}"),
            ("DESC", f"{DEPARTMENTS[number % 20]}在门诊楼{number % 5 + 1}楼，请提前三十分钟到自助机取号"),
            ("RETURN_CODE", code), ("RETURN_MSG", chance.choice(MESSAGES) if failed else "交易成功"),
            ("", function[1]), ("", function[2]), ("", "http://his.example:8080/services/HisService"),
        ]  # fmt: skip
        if number % 50_000 == 77:
            values.append(("REMARK", f"{RARE}科普讲座"))
        yield number, function, code, failed, chance.lognormvariate(3.5, 1.2), values


def make(file: Path, count: int) -> None:
    """A session with `count` calls."""
    Session.open(file, create=True).close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")
    exchange = _insert(connection, "exchange")
    summary = _insert(connection, "summary")
    head, body = b"POST /services/HisService HTTP/1.1\r\n\r\n" * 3, None
    codes, source = content_table.Codes(connection), calls(count)
    verdict = ("成功。", "Success.")
    while batch := list(islice(source, 20_000)):
        connection.execute("BEGIN IMMEDIATE")
        for number, function, code, failed, ms, values in batch:
            sign = "invalid" if number % 200 == 0 else "valid"
            known = {
                "id": number, "started": 1_795_000_000 + number * 0.3, "connect_ms": 0.5,
                "tls_ms": 0.0, "request_ms": 1.0, "first_byte_ms": ms,
                "duration_ms": ms + 1, "url": "http://his.example:8080/services/HisService", "client": "10.1.1.1:50000",
                "server": "10.1.1.2:8080", "listener": "127.0.0.1:9000", "status": 200, "error": "", "origin": "proxy", "parent": None,
                "request_head": head, "response_head": head, "request_head_sent": b"", "response_head_sent": b"",
                "request_body": body, "response_body": body,
            }  # fmt: skip
            connection.execute(exchange[0], [known.get(column, _EMPTY[kind]) for column, kind in exchange[1]])
            read = {
                "exchange_id": number, "reader": "r", "fun_code": function[0], "function": function[1], "title": function[2],
                "effect": function[3], "user_id": f"{1000 + number % 3}", "hospital_id": f"{320581 + number % 20}", "return_code": code,
                "return_msg": "", "signature": sign, "severity": "error" if failed else "", "findings": int(failed), "failed": int(failed),
                "verdict_zh": verdict[0] * 4, "verdict_en": verdict[1] * 4, "facts": '{"n": 1}' * 40, "key_label": "",
            }  # fmt: skip
            connection.execute(summary[0], [read.get(column, _EMPTY[kind]) for column, kind in summary[1]])
            content_table.store(connection, [(number, content.text_of(values, codes))])
        content_table.index(connection, 20_000)
        connection.execute("COMMIT")
    connection.close()


_EMPTY = {"TEXT": "", "INTEGER": 0, "REAL": 0.0, "BLOB": b""}


def _insert(connection: sqlite3.Connection, table: str) -> tuple[str, list[tuple[str, str]]]:
    """The statement that fills `table`, and its columns with their kinds."""
    columns = [(name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")]
    names = ", ".join(name for name, _ in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", columns


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes this once."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """How long `work` takes at its best."""
    return min(milliseconds(work) for _ in range(rounds))


def say(what: str, ms: float, more: str = "") -> None:
    """A line of the table."""
    print(f"  {what:58} {ms:10.1f} ms  {more}", flush=True)


def questions(session: Session, count: int) -> None:
    """What a user asks, to the first lines and to the last."""
    order = f"{(count // 2) - (count // 2) % 4:012}"
    asked = (
        f"LOCK_ID=L{order}", f"HOSP_ORDER_ID=H{int(order) * 7:010}", f"receipt:R{order}", f"patient:{count // 8 * 4 % 200_000:010}",
        f"ID_NO=000000{count // 8 * 4 % 200_000:012}", "fun:2007", "code:200505", "user:1001", "hospital:320590",
        "fun:2007 code!=0", RARE, "肿瘤", "已满", "号源已满", "patient:张伟", "满", f"P2026{order}", f"value:P2026{order}",
        "DEPT_NAME:肿瘤 REG_FEE>900", "failed:yes", "sign:bad", "ms>500", "ms>500 fun:2007", "not 肿瘤", "",
    )  # fmt: skip
    for text in asked:
        found = len(session.ids(Filter(text)))
        rounds = 1 if found > 50_000 else 5
        first = best(lambda text=text: next((part for part in session.search(Filter(text)) if len(part)), None), rounds)
        whole = best(lambda text=text: session.ids(Filter(text)), rounds)
        say(f"filter {text or '(none)'}", first, f"to the first part; all {found:>9,} in {whole:8.1f} ms")


def memory() -> float:
    """The memory of this process, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def window(file: Path, count: int) -> None:
    """Opening to painted rows, and scrolling by page against an empty model."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTableView

    from hisight.gui import theme
    from hisight.gui.models.calls_model import CallsModel
    from hisight.gui.settings import Settings
    from hisight.gui.views.call_list import CallList

    application = QApplication.instance() or QApplication([])
    theme.apply(application, theme.LIGHT)
    empty, filled = QTableView(), QTableView()
    empty.setModel(QStandardItemModel(count, 11))
    before = memory()
    model = CallsModel()
    shown = CallList(model, Settings(file.with_name("window.ini")))
    for widget in (empty, shown):
        widget.resize(1200, 800)
        widget.show()
    QTest.qWait(50)

    def opened() -> None:
        model.show_session(Session.open(file))
        while model.stale or not model.rowCount():
            application.processEvents()
        shown.grab()

    say("open to painted rows", milliseconds(opened))
    bar = shown.table.verticalScrollBar()
    for at in range(0, count, count // 500):
        bar.setValue(at)
        shown.grab()
    print(f"  {'more memory, with list and model, after scrolling':58} {memory() - before:10.1f} MB")

    holding = QStandardItemModel(0, 7)  # the same texts in C++, as far as the scrolling goes
    columns = [column for column in range(11) if not shown.table.isColumnHidden(column)]
    for line in range(count // 2, count // 2 + PAGES * 40):
        holding.appendRow([QStandardItem(str(model.index(line, column).data() or "")) for column in columns])
    filled.setModel(holding)
    filled.resize(1200, 800)
    filled.show()
    QTest.qWait(50)

    def scrolled(view: QTableView) -> float:
        bar = view.verticalScrollBar()
        start = bar.maximum() // 2 if view is not filled else 0
        pages = range(start, start + PAGES * bar.pageStep(), bar.pageStep())
        return milliseconds(lambda: [(bar.setValue(at), view.grab()) for at in pages]) / PAGES

    rounds = [[scrolled(view) for view in (shown.table, empty, filled)] for _ in range(11)]
    of_empty, of_filled = (sorted(one[0] / one[other] for one in rounds)[5] for other in (1, 2))
    more = (
        f"a page; {of_empty:.2f} of an empty C++ item model, {of_filled:.2f} of one with the same texts (medians of 11)"
    )
    say("scroll by page", sorted(one[0] for one in rounds)[5], more)
    model.session.close()


def measure(file: Path, count: int) -> None:
    """Make the session, ask everything of it, print the table."""
    seconds = milliseconds(lambda: make(file, count)) / 1000
    print(f"{count:,} calls, {file.stat().st_size / 2**20:,.0f} MB, made in {seconds:.0f} s")
    window(file, count)
    with Session.open(file) as session:
        numbers = range(count // 2, count // 2 + 128)
        say("page of 128 rows", best(lambda: session.rows(numbers)))
        say("a field as a column, 128 rows", best(lambda: session.values(numbers, "PATIENT_NAME")))
        questions(session, count)
        say("statistics of all functions", best(session.statistics, 1))


def figures(_rounds: int) -> Iterator[Figure]:
    """What is asked most, of 1,000,000 calls: the first lines, which is what a user waits for, and then all of them."""
    count = 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "many.hisight"
        make(file, count)
        with Session.open(file) as session:
            numbers = range(count // 2, count // 2 + 128)
            yield at_most("page of 128 rows among 1,000,000 calls", 5, best(lambda: session.rows(numbers)), " ms")
            for text, limit in ((f"LOCK_ID=L{count // 2:012}", 5), ("fun:2007", 5), (RARE, 50), ("肿瘤", 50)):
                first = best(lambda text=text: next(filter(len, session.search(Filter(text))), None))
                started = time.perf_counter()
                found = len(session.ids(Filter(text)))
                beside = f"all {found:,}: {(time.perf_counter() - started) * 1000:.0f} ms"
                yield at_most(f"filter {text}, first lines of 1,000,000 calls", limit, first, " ms", beside)


def main() -> None:
    """Print the table for each number of calls."""
    for count in [int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "many.hisight", count)


if __name__ == "__main__":
    main()
