"""The published interface, from TOML files that an engineer edits (resources/catalog)."""

from hisight.catalog.errors import CatalogError
from hisight.catalog.loader import load, published
from hisight.catalog.model import Catalog, Doubt, Effect, Extra, Field, FieldNode, Function, Part
from hisight.catalog.overlay import in_use, is_overlaid
from hisight.catalog.search import Hit, search

__all__ = [
    "Catalog",
    "CatalogError",
    "Doubt",
    "Effect",
    "Extra",
    "Field",
    "FieldNode",
    "Function",
    "Hit",
    "Part",
    "in_use",
    "is_overlaid",
    "load",
    "published",
    "search",
]
