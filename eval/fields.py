"""Reading a JSON object field by field, so that a message can name the field at fault."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")


class FieldError(ValueError):
    """A field is missing, unknown or of another form; the message begins with the way to it."""


class Fields:
    """A JSON object and the way to it from the root (`expect.values[0]`).

    A field that is null counts as absent. Lists that are absent are empty.
    """

    def __init__(self, body: Any, way: str = "") -> None:
        self._way = way
        if not isinstance(body, dict):
            raise FieldError(f"{way or 'the line'}: must be an object")
        self._body: dict[str, Any] = body

    def fault(self, name: str, message: str) -> FieldError:
        """The error to raise for a field."""
        return FieldError(f"{self._way_to(name)}: {message}")

    def allow(self, *names: str) -> None:
        """Raise for the first field that is none of `names`: most likely a misspelling."""
        for name in self._body:
            if name not in names:
                raise self.fault(name, f"unknown field; known are {', '.join(names)}")

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._body.get(name) is not None

    def text(self, name: str, *, may_be_empty: bool = False) -> str:
        """A string."""
        return self._parse_text(self._required(name), name, may_be_empty=may_be_empty)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings, none of them empty."""
        return self._each(name, self._parse_text)

    def integer(self, name: str) -> int:
        """A whole number."""
        return self._parse_integer(self._required(name), name)

    def integers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return self._each(name, self._parse_integer)

    def decimal(self, name: str) -> Decimal:
        """A decimal, written as a string so that no digit is lost on the way."""
        text = self.text(name)
        try:
            value = Decimal(text)
        except InvalidOperation as error:
            raise self.fault(name, f"not a decimal: {text!r}") from error
        if not value.is_finite():
            raise self.fault(name, f"not a decimal: {text!r}")
        return value

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """One word of a closed vocabulary."""
        text = self.text(name)
        try:
            return choices(text)
        except ValueError as error:
            known = ", ".join(choice.value for choice in choices)
            raise self.fault(name, f"{text!r} is none of {known}") from error

    def object(self, name: str) -> Fields:
        """An object inside this one."""
        return Fields(self._required(name), self._way_to(name))

    def objects(self, name: str) -> tuple[Fields, ...]:
        """A list of objects."""
        return self._each(name, lambda item, entry: Fields(item, self._way_to(entry)))

    # ---- inside --------------------------------------------------------------------------

    def _way_to(self, name: str) -> str:
        return f"{self._way}.{name}" if self._way else name

    def _required(self, name: str) -> Any:
        if not self.has(name):
            raise self.fault(name, "is missing")
        return self._body[name]

    def _each(self, name: str, parse: Callable[[Any, str], Item]) -> tuple[Item, ...]:
        items = self._body[name] if self.has(name) else []
        if not isinstance(items, list):
            raise self.fault(name, "must be a list")
        return tuple(parse(item, f"{name}[{index}]") for index, item in enumerate(items))

    def _parse_text(self, value: Any, name: str, *, may_be_empty: bool = False) -> str:
        if not isinstance(value, str):
            raise self.fault(name, "must be a string")
        if not value.strip() and not may_be_empty:
            raise self.fault(name, "must not be empty")
        return value

    def _parse_integer(self, value: Any, name: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(name, "must be a whole number")
        return value
