"""Every harmful shape by its name."""

from collections.abc import Mapping

from tests.harm.packed_shapes import PACKED
from tests.harm.shapes import SHAPES, Shape
from tests.harm.wide_shapes import WIDE

EVERY_SHAPE: Mapping[str, Shape] = {**SHAPES, **PACKED, **WIDE}
