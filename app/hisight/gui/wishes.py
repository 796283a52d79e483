"""What a user may wish of the filter at a value: only this, not this, every call that has it."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QMenu

from hisight.capture.filtering import NAMES
from hisight.gui import icons
from hisight.gui.tr import tr

Wish = Literal["only", "hide", "every"]
"""`only` and `hide` narrow the filter that stands; `every` takes its place, and looks for the value in any field."""

_SHOWN = 24  # characters of a value in a menu


_OF_MESSAGES = (
    "code",
    "user",
    "hospital",
    "patient",
    "receipt",
)  # of the names that are no field: what a field may hold


def offer(menu: QMenu, name: str, value: str, wanted: Callable[[Wish, str, str], object]) -> None:
    """Offer in `menu` to filter by `value` of `name`; `wanted` is called with the wish, the name and the value.

    What no field can hold, like a mark, is not looked for everywhere. Without a value nothing can be chosen.
    """
    known = NAMES.get(name)
    shown = " ".join(value.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    label = tr(known.chinese, name) if known else name
    # An ampersand in the text of an action would mark its key.
    term = f"{label} = {shown}".replace("&", "&&") if value else label
    offers: list[tuple[Wish, str, str]] = [
        ("only", "filter", tr(f"只看 {term}", f"Only {term}")),
        ("hide", "clear", tr(f"隐藏 {term}", f"Hide {term}")),
    ]
    if known is None or name in _OF_MESSAGES:
        offers.append(("every", "search", tr("含此值的所有调用", "Every call with this value")))
    for wish, icon, text in offers:
        action = menu.addAction(icons.icon(icon), text, partial(wanted, wish, name, value))
        action.setEnabled(bool(value))
