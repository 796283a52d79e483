"""Everything that can be done, once: menus, tool tips, key list and command palette are made from this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from hisight.gui.icons import icon
from hisight.wording import Words

MenuName = Literal["file", "call", "view", "help"]

MENUS: dict[MenuName, Words] = {
    "file": Words("文件(&F)", "&File"),
    "call": Words("调用(&C)", "&Call"),
    "view": Words("查看(&V)", "&View"),
    "help": Words("帮助(&H)", "&Help"),
}


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that can be done."""

    name: str
    """How the code calls it."""
    menu: MenuName
    """The menu it stands in."""
    words: Words
    """What the user reads; with `…` when it asks something first."""
    keys: str = ""
    """Its keys, as Qt writes them; several with `, ` between them."""
    icon: str = ""
    """Its icon; empty for none."""
    checkable: bool = False
    """True for a switch."""
    starts_group: bool = False
    """True to draw a line above it in the menu."""


SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("capture", "file", Words("开始抓包…", "Start capture…"), "Ctrl+E", "capture"),
    ActionSpec("demo", "file", Words("试用演示", "Try the demo"), "", "demo"),
    ActionSpec("open", "file", Words("打开会话文件…", "Open session file…"), "Ctrl+O", "open", starts_group=True),
    ActionSpec("import", "file", Words("导入…", "Import…"), "Ctrl+Shift+I", "import"),
    ActionSpec("paste", "file", Words("粘贴报文…", "Paste a message…"), "Ctrl+Shift+V", "paste"),
    ActionSpec("export", "file", Words("导出所选调用…", "Export selected calls…"), "Ctrl+S", "export"),
    ActionSpec(
        "compare_sessions", "file", Words("与另一会话比较…", "Compare with another session…"), "Ctrl+D", "compare"
    ),
    ActionSpec("close", "file", Words("关闭会话", "Close session"), "Ctrl+W", "", starts_group=True),
    ActionSpec("profiles", "file", Words("配置与密钥…", "Profiles and keys…"), "Ctrl+P", "key", starts_group=True),
    ActionSpec("settings", "file", Words("设置…", "Settings…"), "Ctrl+,", "settings"),
    ActionSpec("quit", "file", Words("退出", "Quit"), "Ctrl+Q"),
    ActionSpec("new_call", "call", Words("新建调用…", "New call…"), "Ctrl+N", "new"),
    ActionSpec("replay", "call", Words("重放", "Replay"), "R", "replay", starts_group=True),
    ActionSpec("replay_with_options", "call", Words("按选项重放…", "Replay with options…"), "Shift+R", "replay"),
    ActionSpec("edit", "call", Words("编辑并发送…", "Edit and send…"), "E", "edit"),
    ActionSpec("compare", "call", Words("比较…", "Compare…"), "D", "compare"),
    ActionSpec("comment", "call", Words("备注与标记…", "Comment and mark…"), "C", "comment", starts_group=True),
    ActionSpec("only_function", "call", Words("只看此功能", "Only this function"), "", "filter", starts_group=True),
    ActionSpec(
        "break_next", "call", Words("暂停下一个调用", "Hold the next call"), "", "breakpoint", starts_group=True
    ),
    ActionSpec("break_function", "call", Words("暂停此功能的调用", "Hold calls of this function"), "", "breakpoint"),
    ActionSpec("breakpoints", "call", Words("断点…", "Breakpoints…"), "F9", "breakpoint"),
    ActionSpec("held", "call", Words("被暂停的调用…", "Held calls…"), "F8", "breakpoint"),
    ActionSpec("resume_all", "call", Words("全部放行", "Resume all"), "Shift+F8", "send"),
    ActionSpec("disarm", "call", Words("撤销所有断点", "Disarm all breakpoints"), "Shift+F9", "clear"),
    ActionSpec("rules", "call", Words("流量规则…", "Rules for live traffic…"), "Ctrl+R", "touched"),
    ActionSpec("rules_off", "call", Words("关闭所有规则", "Switch all rules off"), "Ctrl+Shift+R", "clear"),
    ActionSpec("next", "call", Words("下一个调用", "Next call"), "Ctrl+Down", "", starts_group=True),
    ActionSpec("previous", "call", Words("上一个调用", "Previous call"), "Ctrl+Up"),
    ActionSpec("next_failed", "call", Words("下一个失败的调用", "Next failed call"), "Ctrl+Shift+Down"),
    ActionSpec("previous_failed", "call", Words("上一个失败的调用", "Previous failed call"), "Ctrl+Shift+Up"),
    ActionSpec("go_to", "call", Words("转到编号…", "Go to number…"), "Ctrl+G"),
    ActionSpec("original", "call", Words("转到重放的原始调用", "Go to the original of a replay"), "Ctrl+U", "related"),
    ActionSpec("find_next", "view", Words("在详情中查找下一处", "Find next in the detail"), "F3"),
    ActionSpec("filter", "view", Words("过滤", "Filter"), "Ctrl+F", "search"),
    ActionSpec("clear_filter", "view", Words("清除过滤条件", "Clear the filter"), "Ctrl+Shift+F", "clear"),
    ActionSpec("save_filter", "view", Words("保存过滤条件…", "Save the filter…"), "", "save"),
    ActionSpec("columns", "view", Words("列…", "Columns…"), "", "", starts_group=True),
    ActionSpec("field_column", "view", Words("添加字段列…", "Field as a column…"), "", "new"),
    ActionSpec("follow", "view", Words("跟随新调用", "Follow new calls"), "Ctrl+L", "follow", checkable=True),
    ActionSpec("statistics", "view", Words("按功能统计", "Statistics by function"), "Ctrl+T", "histogram"),
    ActionSpec("conformance", "view", Words("符合性与覆盖…", "Conformance and coverage…"), "Ctrl+Shift+T", "check"),
    ActionSpec("catalog", "view", Words("接口文档", "Interface"), "Ctrl+I", "catalog", starts_group=True),
    ActionSpec("palette", "view", Words("命令面板", "Command palette"), "Ctrl+K", "search"),
    ActionSpec("theme", "view", Words("切换浅色与深色", "Switch light and dark"), "Ctrl+Shift+D", "theme"),
    ActionSpec("language", "view", Words("English", "中文"), "Ctrl+Shift+L", "language"),
    ActionSpec("keys", "help", Words("快捷键", "Keys"), "F1", "help"),
    ActionSpec("log", "help", Words("代理日志", "Log of the proxy"), "", "note"),
    ActionSpec("about", "help", Words("关于 HISight", "About HISight"), "", "", starts_group=True),
)

NEED_SESSION = frozenset(
    {
        "export",
        "compare_sessions",
        "close",
        "find_next",
        "filter",
        "clear_filter",
        "save_filter",
        "columns",
        "field_column",
        "statistics",
        "conformance",
        "follow",
    }
    | {spec.name for spec in SPECS if spec.menu == "call" and spec.name != "new_call"}
)
"""The names of actions that have nothing to act on while no session is open."""

MORE_KEYS: tuple[tuple[str, Words], ...] = (
    ("0 - 6", Words("标记颜色（0 清除）", "Mark with a colour (0 clears)")),
    ("Tab", Words("采用补全（过滤框中）", "Take the completion (in the filter)")),
    ("↓", Words("用过和保存的过滤条件（空过滤框中）", "Recent and saved filters (in the empty filter)")),
    ("Esc", Words("取消查找，清空过滤框，回到列表", "Cancel the search, empty the filter, back to the list")),
    ("Ctrl+Enter", Words("发送（编辑对话框中）", "Send (in the edit dialog)")),
    ("Ctrl+Z", Words("撤销，两侧的修改都算（编辑对话框中）", "Undo, on either side (in the edit dialog)")),
    ("Ctrl+Y", Words("重做（编辑对话框中）", "Redo (in the edit dialog)")),
    ("Ctrl+D", Words("再加一份当前字段或行（编辑对话框中）", "Duplicate the field or row (in the edit dialog)")),
    ("Del", Words("删除当前字段或行（编辑对话框中）", "Remove the field or row (in the edit dialog)")),
    ("Alt+↑ Alt+↓", Words("移动当前字段或行（编辑对话框中）", "Move the field or row (in the edit dialog)")),
    ("Ctrl+B", Words("构造请求（接口文档中）", "Build a request (in the interface)")),
    ("Ctrl+C", Words("复制所选", "Copy what is selected")),
)
"""Keys that belong to one pane and are no action."""


def make(window: QWidget, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """The actions of `window` by name, each calling its handler. Every name must have one."""
    made = {}
    for spec in SPECS:
        action = QAction(str(spec.words), window)
        if spec.icon:
            action.setIcon(icon(spec.icon, "muted"))
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
            action.setToolTip(f"{plain(spec.words)} ({spec.keys})")
        action.setCheckable(spec.checkable)
        action.triggered.connect(lambda _checked=False, call=handlers[spec.name]: call())
        window.addAction(action)
        made[spec.name] = action
    return made


def fill(bar: QMenuBar, made: Mapping[str, QAction]) -> None:
    """Fill the empty menu bar."""
    for menu_name, title in MENUS.items():
        menu = bar.addMenu(str(title))
        for spec in SPECS:
            if spec.menu == menu_name:
                if spec.starts_group:
                    menu.addSeparator()
                menu.addAction(made[spec.name])


def plain(words: Words) -> str:
    """`words` without the dots that announce a question."""
    return str(words).rstrip("…")
