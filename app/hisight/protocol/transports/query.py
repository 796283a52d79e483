"""The GET binding of ASP.NET: `/HisService.asmx/GetDeptInfo?xml=...`, the document in the address and no body at all."""

from dataclasses import dataclass

from hisight.protocol import charset
from hisight.protocol.errors import SealError
from hisight.protocol.http import Head
from hisight.protocol.transports import form
from hisight.protocol.transports.package import Package
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Query(Package):
    """An address with a document in one of its parameters."""

    def _packed(self, content: bytes) -> bytes:  # noqa: ARG002 - there is no place for it
        raise SealError(
            Words(
                "报文写在地址里（HTTP GET），不在正文中，无法修改。",
                "the document stands in the address (HTTP GET), not in a body: it cannot be changed.",
            ),
            Words("请改用 POST 发送。", "Send it by POST."),
        )


def read(body: bytes, head: Head) -> Query | None:
    """The document in the address of a request without a `body`, from its `head`; None when there is none."""
    query = head.query.encode("latin-1", "replace")
    found = form.find(query, head.charset, declared=False) if query and not body else None
    if found is None:
        return None
    return Query(
        body,
        found.content,
        "query",
        name=found.name,
        operation=form.operation(head),
        around=charset.decode(form.unquoted(query[: found.start] + query[found.end :])).text,
        remark=form.remark(found),
    )
