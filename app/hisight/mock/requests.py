"""What the simulated platform asks with each function: from a visit to the content of REQ, in the order of its table."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from hisight.mock.content import Content
from hisight.mock.hospital import DAYS
from hisight.mock.visit import Visit

_PAGE: Content = [("PAGE_CURRENT", "1"), ("PAGE_SIZE", "50")]
_SHARED_PLACES = ("REG_ROLE", "1")
_REMARKS = ("临时有事", "改约其他时间", "挂错科室")


def _net_test(visit: Visit) -> Content:
    return [_hospital(visit), ("IP", "127.0.0.1")]


def _create_patient(visit: Visit) -> Content:
    person = visit.person
    return [
        _hospital(visit),
        ("ID_TYPE", "1"),
        ("ID_NO", person.id_number),
        *_who(visit),
        ("ADDRESS", person.address),
    ]


def _departments(visit: Visit) -> Content:
    return [_hospital(visit), ("DEPT_ID", "-1"), *_PAGE]


def _doctors(visit: Visit) -> Content:
    department = visit.department
    return [
        _hospital(visit),
        ("DEPT_ID", department["DEPT_ID"]),
        ("DEPT_NAME", department["DEPT_NAME"]),
        ("DOCTOR_ID", "-1"),
        *_PAGE,
    ]


def _schedule(visit: Visit) -> Content:
    first = visit.now.date()
    return [
        _SHARED_PLACES,
        _hospital(visit),
        ("DEPT_ID", visit.department["DEPT_ID"]),
        ("DOCTOR_ID", "-1"),
        ("START_DATE", first.isoformat()),
        ("END_DATE", (first + timedelta(days=DAYS - 1)).isoformat()),
        *_PAGE,
    ]


def _lock(visit: Visit) -> Content:
    return [
        _SHARED_PLACES,
        ("LOCK_ID", visit.lock_id),
        ("CHANNEL_ID", visit.channel),
        *_of_shift(visit, "REG_ID"),
        _hospital(visit),
        *_of_shift(visit, "DEPT_ID", "DOCTOR_ID", "REG_DATE", "TIME_FLAG", "REG_FEE", "REG_FEE_HIS", "TREAT_FEE"),
    ]


def _unlock(visit: Visit) -> Content:
    return [_SHARED_PLACES, _hospital(visit), ("LOCK_ID", visit.lock_id), *_known(HOSP_LOCK_ID=visit.hosp_lock_id)]


def _order(visit: Visit) -> Content:
    identity: Content = [("RULE_TYPE", "ID"), ("TYPE_VALUE", "1"), ("RULE_VALUE", visit.person.id_number)]
    return [
        _SHARED_PLACES,
        ("IS_PAY", "0" if visit.paid else "1"),
        ("HOSP_IS_PAY", "1"),
        ("ORDER_ID", visit.lock_id),
        *_known(HOSP_LOCK_ID=visit.hosp_lock_id, HOSP_PATIENT_ID=visit.patient_id),
        ("CHANNEL_ID", visit.channel),
        ("IS_REG", "3"),
        *_of_shift(visit, "REG_ID", "REG_LEVEL"),
        _hospital(visit),
        *_of_shift(visit, "DEPT_ID", "DOCTOR_ID", "REG_DATE", "TIME_FLAG", "REG_FEE", "REG_FEE_HIS", "TREAT_FEE"),
        ("REG_TYPE", "1"),
        *_who(visit),
        ("ORDER_TIME", f"{visit.now:%Y-%m-%d %H:%M:%S}"),
        ("RULE_GROUP", [("GROUP_TYPE", "0"), ("RULE_INFO", identity)]),
    ]


def _cancel(visit: Visit) -> Content:
    return [
        _SHARED_PLACES,
        _hospital(visit),
        ("ORDER_ID", visit.lock_id),
        ("HOSP_ORDER_ID", visit.hosp_order_id),
        ("CANCEL_DATE", f"{visit.now:%Y-%m-%d %H:%M:%S}"),
        ("CANCEL_REMARK", visit.random.choice(_REMARKS)),
        ("CHANNEL_ID", visit.channel),
        *_of_shift(visit, "REG_ID", "REG_FEE"),
        ("REG_TYPE", "1"),
        *_who(visit),
        ("ID_TYPE", "1"),
        ("ID_NO", visit.person.id_number),
    ]


def _hospital(visit: Visit) -> tuple[str, str]:
    return ("HOSPITAL_ID", visit.peer.hospital_id)


def _who(visit: Visit) -> Content:
    person = visit.person
    return [
        ("NAME", person.name),
        ("SEX", person.sex),
        ("BIRTHDAY", person.birthday.isoformat()),
        ("MOBILE", person.mobile),
    ]


def _of_shift(visit: Visit, *names: str) -> Content:
    return [(name, visit.shift.get(name, "")) for name in names]


def _known(**values: str) -> Content:
    return [(name, value) for name, value in values.items() if value]


REQUESTS: Mapping[str, Callable[[Visit], Content]] = MappingProxyType(
    {
        "1001": _net_test,
        "1002": _create_patient,
        "2001": _departments,
        "2002": _doctors,
        "2003": _schedule,
        "2005": _lock,
        "2006": _unlock,
        "2007": _order,
        "2009": _cancel,
    }
)
"""What asks with which FUN_CODE."""
