"""What the simulated platform does, call after call. Behind the last step it begins again, with other people."""

from dataclasses import dataclass

from hisight.mock.faults import FAULTS, NO_FAULT, Fault
from hisight.mock.peers import ENCRYPTED, PLAIN, Peer


@dataclass(frozen=True, slots=True)
class Step:
    """One call."""

    fun_code: str
    """What is asked."""
    peer: Peer
    """Which hospital is asked."""
    fault: Fault = NO_FAULT
    """What goes wrong."""
    paid: bool = False
    """For an order: whether it is paid at once."""


SCRIPT = (
    Step("1001", ENCRYPTED),
    Step("2001", ENCRYPTED),
    Step("2001", PLAIN, FAULTS["misnamed-field"]),
    Step("2002", ENCRYPTED),
    Step("2003", ENCRYPTED),
    Step("1002", ENCRYPTED),
    Step("2005", ENCRYPTED),
    Step("2007", ENCRYPTED, FAULTS["slow-answer"]),
    Step("2009", ENCRYPTED),
    Step("2001", PLAIN),
    Step("2002", PLAIN, FAULTS["missing-field"]),
    Step("2003", PLAIN, FAULTS["wrong-charset"]),
    Step("1002", PLAIN, FAULTS["too-long-value"]),
    Step("2005", PLAIN, FAULTS["slot-full"]),
    Step("2005", PLAIN),
    Step("2006", PLAIN, FAULTS["lower-case-digest"]),
    Step("2003", ENCRYPTED, FAULTS["other-date-format"]),
    Step("2003", ENCRYPTED),
    Step("1002", ENCRYPTED, FAULTS["wrong-key"]),
    Step("1002", ENCRYPTED),
    Step("2005", ENCRYPTED, FAULTS["unknown-field"]),
    Step("2006", ENCRYPTED, FAULTS["gbk-signature"]),
    Step("2005", PLAIN),
    Step("2007", PLAIN, FAULTS["foreign-key"]),
    Step("2007", PLAIN, FAULTS["sent-twice"]),
    Step("2009", PLAIN),
    Step("2005", ENCRYPTED),
    Step("2007", ENCRYPTED, paid=True),
    Step("2009", ENCRYPTED),  # refused with 200902: it is paid
    Step("2006", ENCRYPTED),  # refused with 200601: the order has used the lock up
)
"""Every fault comes once, within the first 25 calls; both hospitals see every kind of call that matters to them."""
