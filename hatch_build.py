"""Puts resources/ and addons/ into real wheels only.

An editable install reads them from the checkout (see hisight.paths): a copy would grow stale.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface):
    """Force-includes the folders beside the package when a standard wheel is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to `build_data` unless `version` names an editable build."""
        if version == "standard":
            build_data["force_include"].update({"resources": "hisight/resources", "addons": "hisight/addons"})
