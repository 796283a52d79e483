"""What the window remembers: language, theme, columns, sizes, recent files, the last addresses of a capture."""

import json
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from hisight import paths
from hisight.gui.theme import THEMES, ThemeName
from hisight.wording import Language

_RECENT = 8
_RECENT_FILTERS = 20


class Settings:
    """The user's settings, in a file of their own; every value has a default, whatever stands in the file."""

    def __init__(
        self, file: Path | None = None, *, theme: ThemeName | None = None, language: Language | None = None
    ) -> None:
        """Keep them in `file`, by default in the user's data folder; `theme` and `language` go before what is kept."""
        self._kept = QSettings(str(file or paths.user_data() / "window.ini"), QSettings.Format.IniFormat)
        self._theme, self._language = theme, language

    @property
    def language(self) -> Language | None:
        """The chosen language; None follows the system."""
        value = self._language or self._text("language")
        return cast("Language", value) if value in ("zh", "en") else None

    @language.setter
    def language(self, chosen: Language | None) -> None:
        self._language = None
        self._kept.setValue("language", chosen or "")

    @property
    def theme(self) -> ThemeName | None:
        """The chosen theme; None follows the system."""
        value = self._theme or self._text("theme")
        return cast("ThemeName", value) if value in THEMES else None

    @theme.setter
    def theme(self, chosen: ThemeName | None) -> None:
        self._theme = None
        self._kept.setValue("theme", chosen or "")

    @property
    def recent(self) -> list[Path]:
        """Session files opened lately that still exist, the last first."""
        files = [Path(line) for line in self._text("recent").splitlines() if line]
        return [file for file in files if file.is_file()]

    def remember(self, file: Path) -> None:
        """Put `file` first among the recent ones."""
        files = [file.absolute(), *(other for other in self.recent if other != file.absolute())]
        self._kept.setValue("recent", "\n".join(map(str, files[:_RECENT])))

    @property
    def listen(self) -> str:
        """Where the last capture listened."""
        return self._text("capture/listen") or "127.0.0.1:9000"

    @listen.setter
    def listen(self, address: str) -> None:
        self._kept.setValue("capture/listen", address)

    @property
    def upstream(self) -> str:
        """The server behind the last capture; empty before the first."""
        return self._text("capture/upstream")

    @upstream.setter
    def upstream(self, address: str) -> None:
        self._kept.setValue("capture/upstream", address)

    @property
    def columns(self) -> str:
        """The columns of the call list, as `column_layout` writes them; empty before the first time."""
        return self._text("columns")

    @columns.setter
    def columns(self, layout: str) -> None:
        self._kept.setValue("columns", layout)

    @property
    def shows_statistics(self) -> bool:
        """True while the strip of functions is open."""
        return self._text("statistics") == "open"

    @shows_statistics.setter
    def shows_statistics(self, is_open: bool) -> None:
        self._kept.setValue("statistics", "open" if is_open else "")

    @property
    def recent_filters(self) -> list[str]:
        """Filters used lately, the last first."""
        return self._text("filters/recent").splitlines()

    def remember_filter(self, text: str) -> None:
        """Put the filter `text` first among the recent ones."""
        filters = [text, *(other for other in self.recent_filters if other != text)]
        self._kept.setValue("filters/recent", "\n".join(filters[:_RECENT_FILTERS]))

    @property
    def saved_filters(self) -> dict[str, str]:
        """Filters that the user keeps, by name."""
        try:
            kept = json.loads(self._text("filters/saved"))
        except ValueError:
            return {}
        return {name: text for name, text in kept.items() if isinstance(text, str)} if isinstance(kept, dict) else {}

    @saved_filters.setter
    def saved_filters(self, filters: dict[str, str]) -> None:
        self._kept.setValue("filters/saved", json.dumps(filters))

    def state(self, name: str) -> QByteArray:
        """What a header, a splitter or the window saved of its layout under `name`; empty when nothing."""
        value = self._kept.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def save_state(self, name: str, state: QByteArray) -> None:
        """Keep the layout of a header, a splitter or the window."""
        self._kept.setValue(f"state/{name}", state)

    def flush(self) -> None:
        """Write the file now; Qt would do so a little later."""
        self._kept.sync()

    def _text(self, name: str) -> str:
        value = self._kept.value(name, "")
        return value if isinstance(value, str) else ""
