"""Text of the window in the language in use."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from hisight.wording import Words, language


def tr(zh: str, en: str) -> str:
    """The one of the two that the user reads. Called when a widget is made: a change of language makes them anew."""
    return str(Words(zh, en))


class _Qt:
    translator: QTranslator | None = None


def translate_qt() -> None:
    """Let Qt's own buttons and menus (OK, Cancel, Copy, Paste) speak the language in use."""
    if _Qt.translator is not None:
        QCoreApplication.removeTranslator(_Qt.translator)
        _Qt.translator = None
    if language() == "zh":
        translator = QTranslator()
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(translator)
            _Qt.translator = translator
