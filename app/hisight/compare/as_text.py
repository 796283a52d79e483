"""A comparison as plain text, to be pasted into a ticket or a chat."""

from collections.abc import Iterator, Sequence

from hisight.compare.calls import Comparison
from hisight.compare.line import Line
from hisight.protocol import Direction
from hisight.wording import Words

_SIDES: dict[Direction, Words] = {"request": Words("请求", "Request"), "response": Words("应答", "Response")}
_LONGEST = 200


def as_text(comparison: Comparison, left: str, right: str, *, everything: bool = False) -> str:
    """The differences that count, by side: `-` for the call named `left`, `+` for the one named `right`.

    With `everything` also what is the same or put aside, marked with a blank or `~`.
    """
    counted = comparison.count
    aside = Words(f"，另有 {comparison.aside} 处不计", f", {comparison.aside} more put aside")
    head = Words(f"{counted} 处不同", f"{counted} {'difference' if counted == 1 else 'differences'}")
    parts = [f"- {left}", f"+ {right}", f"{head}{aside if comparison.aside else ''}"]
    for direction, title in _SIDES.items():
        shown = [line for line in comparison.side(direction) if everything or line.differs]
        if shown:
            parts += ["", str(title), *written(shown)]
    return "\n".join(parts) + "\n"


def written(lines: Sequence[Line]) -> Iterator[str]:
    """Each line of a comparison as one or two lines of text."""
    for line in lines:
        if line.kind == "same":
            yield f"  {line.path}" + (f" = {_short(line.left)}" if line.left else "")
        elif line.kind == "moved":
            told = Words(f"从第 {line.left} 位移到第 {line.right} 位", f"moved from place {line.left} to {line.right}")
            yield f"> {line.path}  {told}"
        else:
            mark = "~" if line.aside else ""
            if line.left is not None:
                yield f"{mark}- {line.path}" + (f" = {_short(line.left)}" if line.left or not line.group else "")
            if line.right is not None:
                yield f"{mark}+ {line.path}" + (f" = {_short(line.right)}" if line.right or not line.group else "")


def _short(value: str | None) -> str:
    text = " ".join((value or "").split()) or '""'
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
