"""What the mock hospital answers to each function: from the values of the REQ document to the content of RES.

A refusal carries the code that the function's own table prints; where it prints none, one of section 4.1 or of the status
inside its answer.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hisight.mock.answers import bookings, payment, people, queue, registration, reports, timetable, ward
from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.state import State

__all__ = ["ANSWERS", "Answer", "Asked"]

ANSWERS: Mapping[str, Callable[[State, Asked], Answer]] = MappingProxyType(
    {
        "NetTest": people.net_test,
        "GetHosInfo": people.facts,
        "CreatePat": people.create_patient,
        "GetPatientInfo": people.patient_info,
        "Authenticate": people.authenticate,
        "GetDeptInfo": timetable.departments,
        "GetDoctorInfo": timetable.doctors,
        "GetDoctorPhoto": timetable.photo,
        "GetRegInfo": timetable.schedule,
        "GetTimeRegInfo": timetable.time_slots,
        "LockReg": registration.lock,
        "UnLockReg": registration.unlock,
        "OrderReg": registration.order,
        "opAppRegist": registration.pay_order,
        "CancelReg": registration.cancel,
        "getGhInfo": bookings.booking,
        "getGhRecord": bookings.records,
        "updateOrderInfo": registration.update,
        "notifyHospInfo": timetable.notified,
        "QueryRegRecord": bookings.orders,
        "GetStopInfo": timetable.stopped,
        "ReferralInfo": timetable.referrals,
        "GetYyNo": registration.book,
        "BackNo": registration.back,
        "queryAppPayInfo": payment.owed,
        "opPay": payment.pay,
        "PayMentRecords": payment.payments,
        "CancelPayMent": payment.refund,
        "PresettleClinic": payment.settled_before,
        "HospitalPrefee": ward.stays,
        "HospitalPrefeePay": ward.pay_in,
        "HospitalPrefeeRecords": ward.deposits,
        "Hospitallist": ward.daily,
        "queryCurrenNumber": queue.current,
        "queryPatsQueue": queue.of_patient,
        "queryAllNumber": queue.of_doctors,
        "queryCheckListMaster": reports.laboratory,
        "queryCheckListDetails": reports.laboratory_details,
        "queryExamMaster": reports.examinations,
        "queryExamDetails": reports.examination_details,
        "queryPriceBoardInfo": reports.prices,
        "queryRegistrationState": queue.departments,
        "QueryPhysicalExamReport": reports.physical,
        "QueryPhysicalExamItem": reports.physical_items,
        "QueryPhysicalExamDept": reports.physical_departments,
        "QueryPhysicalExamConclusion": reports.physical_conclusion,
        "funmain": reports.prescriptions,
    }
)
"""What answers each function, by its name."""
