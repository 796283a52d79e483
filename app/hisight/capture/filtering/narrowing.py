"""A condition put to the text of a filter, or taken out of it, as a button or a menu does; the rest stays as it was written."""

from hisight.capture.filtering.tokens import Token, fold, scan


def has(text: str, term: str) -> bool:
    """True when `text` demands `term` as it stands, whatever else it asks."""
    return any(_written(text, token) == fold(term) for token in _demanded(text))


def narrowed(text: str, term: str) -> str:
    """`text`, which must be a valid filter, that demands `term` as well: in place of another value of the same name."""
    if has(text, term):
        return text
    (new,) = scan(term)
    for token in reversed(_demanded(text)):
        if new.piece == "term" and token.name == new.name and {token.operator, new.operator} <= {":", "="}:
            text = _without(text, token)
    if not text.strip():
        return term
    return f"({text.strip()}) {term}" if _alternatives(text) else f"{text.strip()} {term}"


def widened(text: str, term: str) -> str:
    """`text` without the demand for `term`."""
    for token in reversed(_demanded(text)):
        if _written(text, token) == fold(term):
            text = _without(text, token)
    return text.strip()


def _written(text: str, token: Token) -> str:
    return fold(text[token.start : token.end])


def _top(text: str) -> list[Token]:
    """The pieces of `text` that stand in no brackets."""
    found, depth = [], 0
    for token in scan(text):
        depth -= token.piece == ")"
        if depth == 0 and token.piece not in ("(", ")"):
            found.append(token)
        depth += token.piece == "("
    return found


def _alternatives(text: str) -> bool:
    return any(token.piece == "or" for token in _top(text))


def _demanded(text: str) -> list[Token]:
    """The words and comparisons that must all hold."""
    top = _top(text)
    if _alternatives(text):
        return []
    before = {id(token): top[place - 1].piece if place else "" for place, token in enumerate(top)}
    return [token for token in top if token.piece in ("word", "term") and before[id(token)] != "not"]


def _without(text: str, token: Token) -> str:
    """`text` without `token`, and without the `and` that joined it to its neighbour."""
    start, end = token.start, token.end
    pieces = list(scan(text))
    place = pieces.index(token)
    if place and pieces[place - 1].piece == "and":
        start = pieces[place - 1].start
    elif place + 1 < len(pieces) and pieces[place + 1].piece == "and":
        end = pieces[place + 1].end
    return " ".join(part for part in (text[:start].rstrip(), text[end:].lstrip()) if part)
