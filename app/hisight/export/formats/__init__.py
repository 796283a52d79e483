"""Every format in which calls can leave, one a module. A new one is a module with a `FORMAT`, and a line in `FORMATS`."""

from pathlib import Path

from hisight.errors import HisightError
from hisight.export.formats import bundle, csv, curl, har, mitm, parquet, postman, powershell, soapui, wsdl, xlsx, xml
from hisight.export.formats.format import Format, Order
from hisight.wording import Words, nearest

__all__ = ["DEFAULT", "FORMATS", "Format", "Order", "by_file", "by_name"]

DEFAULT = bundle.FORMAT
"""What is written when nobody says otherwise."""

FORMATS: tuple[Format, ...] = (
    DEFAULT,
    har.FORMAT,
    mitm.FORMAT,
    xlsx.FORMAT,
    csv.FORMAT,
    parquet.FORMAT,
    xml.FORMAT,
    curl.FORMAT,
    powershell.FORMAT,
    soapui.FORMAT,
    postman.FORMAT,
    wsdl.FORMAT,
)
"""All of them, as they are offered."""


def by_name(name: str) -> Format:
    """The format called `name`. Raises HisightError with the nearest name, or all of them."""
    found = next((one for one in FORMATS if one.name == name.strip().lower()), None)
    if found is None:
        names = [one.name for one in FORMATS]
        guess = nearest(name, names)
        known = Words(f"可用的格式：{'、'.join(names)}。", f"There are: {', '.join(names)}.")
        raise HisightError(
            Words(f"没有导出格式 {name}。", f"there is no export format {name}."),
            Words(f"{guess.zh}{known.zh}", f"{guess.en} {known.en}".strip()),
        )
    return found


def by_file(file: Path) -> Format:
    """The format whose files end as `file` does: the bundle for any ZIP. Raises HisightError for an ending that none has."""
    name = file.name.lower()
    if name.endswith(".zip"):
        return DEFAULT
    fitting = next((one for one in FORMATS if name.endswith(one.ending)), None)
    if fitting is None:
        endings = list(dict.fromkeys(one.ending for one in FORMATS))
        raise HisightError(
            Words(
                f"从文件名 {file.name} 看不出导出格式。",
                f"the name {file.name} does not tell the format of the export.",
            ),
            Words(
                f"请用 --format 指定，或换一个结尾：{'、'.join(endings)}。",
                f"Name it with --format, or choose an ending: {', '.join(endings)}.",
            ),
        )
    return fitting
