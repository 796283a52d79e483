"""XML007."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.protocol.doctype import MOST
from hisight.wording import Words


@rule(
    "XML007",
    "entity-bomb",
    Severity.ERROR,
    title=Words("实体层层嵌套（实体炸弹）", "entities nested in entities (an entity bomb)"),
    hint=Words(
        "正常报文不会这样写，请查明是谁发送的；接收方应禁用 DTD。",
        "No honest message has this: find out who sent it. Receivers should switch DTDs off.",
    ),
    when=[Occasion.PROLOG],
)
def entity_bomb(subject: Subject) -> Iterator[Found]:
    """A DOCTYPE defines entities by other entities.

    What: how many characters the largest would unfold to is counted without unfolding it. The message is read, and its
    references stay as they are written.

    Why: a few hundred bytes can unfold to gigabytes and bring the receiver down.

    Example: `<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">` and so on.
    """
    for layer in subject.doctypes:
        name = layer.declared.nested
        if not name:
            continue
        size = layer.declared.unfolded
        grows = Words(f"展开后有 {size:,} 个字符", f"it unfolds to {size:,} characters")
        if size >= MOST:
            grows = Words("展开没有尽头", "it unfolds without end")
        text = Words(
            f"{layer.name.zh}的 DOCTYPE 里实体 {name[:40]} 引用了别的实体，{grows.zh}；未展开。",
            f"in the DOCTYPE of {layer.name.en} the entity {name[:40]} uses other entities; {grows.en}. It was not unfolded.",
        )
        yield Found(layer.path, text)
