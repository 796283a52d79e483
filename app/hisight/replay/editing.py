"""One request while somebody edits it: what every gesture of the editor does to the draft, with undo over all of them."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hisight.capture import Exchange
from hisight.catalog import FieldNode, Function
from hisight.errors import HisightError
from hisight.protocol import Message
from hisight.reading import Reader
from hisight.reading.lines import Line
from hisight.replay.breaking import Fault, break_field
from hisight.replay.compose import compose_element
from hisight.replay.draft import Draft
from hisight.replay.edit import set_value
from hisight.replay.history import History
from hisight.replay.layers import Layer, counts, following, written_by_hand
from hisight.replay.structure import (
    add_element,
    add_markup,
    duplicate_element,
    move_element,
    moved_path,
    remove_element,
)


class Editing:
    """The draft, changed by what the user does. What has no place in the message any more changes nothing."""

    def __init__(self, draft: Draft, reader: Reader, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds; edits that follow each other closely are undone together."""
        self._clean = draft
        self._reader = reader
        self._clock = clock
        self._history = History(draft)

    @property
    def draft(self) -> Draft:
        """The edits so far."""
        return self._history.state

    @property
    def xml(self) -> str:
        """The payload as edited."""
        draft = self.draft
        return draft.request.payload.xml if draft.xml is None else draft.xml

    @property
    def edited(self) -> bool:
        """Whether the draft is another than the one that editing began with."""
        return self.draft != self._clean

    @property
    def can_undo(self) -> bool:
        """Whether there is something to be undone."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is something to be done again."""
        return self._history.can_redo

    def undo(self) -> None:
        """Take the last edit back, on whichever side it was made."""
        self._history.undo()

    def redo(self) -> None:
        """Make it again."""
        self._history.redo()

    def restore(self) -> None:
        """Drop all edits; that can be undone, too."""
        self.change(self._clean)

    def begin_with(self, draft: Draft) -> None:
        """`draft` is what editing begins with, and what it is restored to; that it does so can be undone."""
        self._clean = draft
        self.change(draft)

    def restart(self, draft: Draft) -> None:
        """`draft` is another request altogether: there is nothing to be undone."""
        self._clean, self._history = draft, History(draft)

    def carried_by(self, exchange: Exchange, request: Message) -> None:
        """Another request carries the draft; that is no step, and stays when steps are undone."""
        self._history.rewrite(lambda draft: replace(draft, exchange=exchange, request=request))
        self._clean = replace(self._clean, exchange=exchange, request=request)

    def change(self, draft: Draft, subject: str = "") -> None:
        """`draft` takes the place of the one so far; closely following changes about the same `subject` are one step."""
        self._history.record(draft, subject, self._clock())

    def set_target(self, url: str) -> None:
        """It goes to `url`."""
        self.change(replace(self.draft, to="" if url == self.draft.exchange.url else url), "target")

    # the payload and the values of ROOT

    def set_xml(self, xml: str, subject: str = "") -> None:
        """The payload is `xml`."""
        untouched = self._clean.xml is None and xml == self.draft.request.payload.xml
        if xml != self.xml:
            self.change(replace(self.draft, xml=None if untouched else xml), subject)

    def set_value(self, line: Line, value: str, tops: Sequence[Line]) -> None:
        """The field of `line`, one of `tops` or below, has this `value`; one that is missing is put where it belongs."""
        if line.kind == "envelope":
            self.change(replace(self.draft, fields={**self.draft.fields, line.name: value}), line.path)
        elif line.kind == "missing":
            parent, after = place_of(tops, line)
            self._alter(lambda xml: add_element(xml, parent, line.name, value, after))
        else:
            self._alter(lambda xml: set_value(xml, line.path, value))

    def sign_again(self) -> None:
        """SIGN is computed once more, after it was kept or typed."""
        fields = {name: value for name, value in self.draft.fields.items() if name != "SIGN"}
        self.change(replace(self.draft, fields=fields, resign=True))

    def keep_sign(self) -> None:
        """SIGN stays as it was recorded, whatever else changes."""
        fields = {name: value for name, value in self.draft.fields.items() if name != "SIGN"}
        self.change(replace(self.draft, fields=fields, resign=False))

    def sign_with(self, sign: str) -> None:
        """SIGN is what the user typed."""
        self.change(replace(self.draft, fields={**self.draft.fields, "SIGN": sign}, resign=True), "SIGN")

    @property
    def signing(self) -> str:
        """`again`, `kept` or `typed`."""
        if "SIGN" in self.draft.fields:
            return "typed"
        return "again" if self.draft.resign else "kept"

    # fields and rows

    def remove(self, line: Line) -> None:
        """Take the field or the row out."""
        self._alter(lambda xml: remove_element(xml, line.path))

    def duplicate(self, line: Line) -> None:
        """The field or the row once more, behind itself."""
        self._alter(lambda xml: duplicate_element(xml, line.path))

    def move(self, line: Line, by: int) -> str:
        """One place up (-1) or down (1); returns the path where it stands then."""
        try:
            path = moved_path(self.xml, line.path, by)
        except LookupError:
            return line.path
        self._alter(lambda xml: move_element(xml, line.path, by))
        return path

    def add(self, group: Line, node: FieldNode, function: Function) -> None:
        """Put what the catalog knows as `node` into `group`, filled as a new request would be, behind its kind or its predecessor."""
        element = compose_element(self._reader.catalog, function, node)
        after = _behind(group, node, self._siblings(group, function))
        self._alter(lambda xml: add_markup(xml, group.path, element, after))

    def addable(self, group: Line, function: Function | None) -> list[FieldNode]:
        """What the catalog has inside `group` and may stand there once more: rows of lists, and fields that are not there."""
        present = {child.name for child in group.children if child.kind != "missing"}
        return [
            node
            for node in self._siblings(group, function)
            if node.name not in present or (node.field is not None and node.field.list)
        ]

    def break_field(self, line: Line, fault: Fault) -> None:
        """Make the field wrong on purpose."""
        self._alter(lambda xml: break_field(xml, line, fault))

    # layers

    def set_layer(self, layer: Layer, text: str) -> None:
        """`layer` says `text`. Raises HisightError for bytes or a head that cannot be read."""
        if layer == "payload":
            self.set_xml(text, layer)
        elif counts(self.draft, layer):
            self.change(written_by_hand(self.draft, layer, text), layer)

    def follow_again(self, layer: Layer) -> None:
        """`layer` is made again from what is inside it."""
        self.change(following(self.draft, layer))

    def _siblings(self, group: Line, function: Function | None) -> tuple[FieldNode, ...]:
        """What the catalog has inside `group`."""
        if function is None or not function.request.root:
            return ()
        node = function.request.tree
        for step in group.path.split("/")[1:]:
            inside = node.by_name.get(step.partition("[")[0])
            if inside is None:
                return ()
            node = inside
        return node.children if group.path.partition("/")[0] == function.request.root else ()

    def _alter(self, make: Callable[[str], str]) -> None:
        try:
            self.set_xml(make(self.xml))
        except (HisightError, LookupError):
            return  # the XML was edited meanwhile: the table follows it


def place_of(tops: Sequence[Line], missing: Line) -> tuple[str, str]:
    """Where a missing field belongs: the path of its group, and of the element before it (empty: it is the first)."""
    for group in _walk(tops):
        after = ""
        for line in group.children:
            if line is missing or line.path == missing.path:
                return group.path, after
            if line.kind != "missing":
                after = line.path
    return missing.path.rpartition("/")[0], ""


def _behind(group: Line, node: FieldNode, siblings: Sequence[FieldNode]) -> str:
    """The path of the element that a new one of `node` stands behind: the last of its kind, or of those before it."""
    names = [sibling.name for sibling in siblings]
    before = set(names[: names.index(node.name) + 1])
    there = [child for child in group.children if child.kind != "missing" and child.name in before]
    return there[-1].path if there else ""


def _walk(tops: Sequence[Line]) -> Iterator[Line]:
    for top in tops:
        yield from top.walk()
