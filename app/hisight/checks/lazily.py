"""What is worked out when somebody first asks for it, and kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class lazily(Generic[Value]):  # noqa: N801 - it is written like `property`
    """A property whose value is worked out once for each instance.

    WORKAROUND for Python 3.11, whose `cached_property` takes a lock that all instances share: a message has a dozen such
    values, and the lock would cost as much as they do. From Python 3.12 on `cached_property` is as good.
    """

    def __init__(self, work: Callable[[Any], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> "lazily[Value]": ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> Value: ...
    def __get__(self, instance: object, owner: type | None = None) -> "lazily[Value] | Value":
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work(instance)
        return value
