"""The published interface, from TOML files that an engineer edits (resources/catalog)."""

from hisight.catalog.errors import CatalogError
from hisight.catalog.loader import load, published
from hisight.catalog.model import Catalog, Doubt, Effect, Field, FieldNode, Function, Part

__all__ = ["Catalog", "CatalogError", "Doubt", "Effect", "Field", "FieldNode", "Function", "Part", "load", "published"]
