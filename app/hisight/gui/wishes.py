"""What a user may wish of the filter at a value: only this, not this, every call that has it."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QMenu

from hisight.gui import icons
from hisight.gui.tr import tr

Wish = Literal["only", "hide", "every"]
"""`only` and `hide` narrow the filter that stands; `every` takes its place, and looks for the value in any field."""

_SHOWN = 24  # characters of a value in a menu


def offer(menu: QMenu, name: str, value: str, wanted: Callable[[Wish, str, str], object]) -> None:
    """Offer in `menu` to filter by `value` of `name`; `wanted` is called with the wish, the name and the value.

    Without a name only `every` is offered; without a value nothing can be chosen.
    """
    shown = " ".join(value.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    # An ampersand in the text of an action would mark its key.
    term = f"{name} = {shown}".replace("&", "&&") if value else name
    offers: list[tuple[Wish, str, str]] = [("every", "search", tr("含此值的所有调用", "Every call with this value"))]
    if name:
        offers = [
            ("only", "filter", tr(f"只看 {term}", f"Only {term}")),
            ("hide", "clear", tr(f"隐藏 {term}", f"Hide {term}")),
            *offers,
        ]
    for wish, icon, text in offers:
        action = menu.addAction(icons.icon(icon), text, partial(wanted, wish, name, value))
        action.setEnabled(bool(value))
