"""Values of JSON that know where they stand."""

from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfoNotFoundError

from policydsl.runtime.calendars import FIRST_YEAR, LAST_YEAR, is_countable
from policydsl.runtime.errors import CaseError
from policydsl.runtime.zones import MINUTES_OF_A_DAY, zone

_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a fraction",
    type(None): "null",
}
_LONGEST_SHOWN = 60


# The class below has a method of the same name.
_Day = date


@dataclass(frozen=True, slots=True)
class Place:
    """A value and its path: ``history[3].at``; the whole case has an empty one."""

    path: str
    value: object

    def error(self, message: str) -> CaseError:
        """Return the error that says what is wrong here."""
        return CaseError(self.path or "case", f"{message}, got {self._shown()}")

    def table(self, keys: tuple[str, ...] | None) -> "Table":
        """Return the object that stands here; other keys than these are refused."""
        if not isinstance(self.value, dict):
            raise self.error("is no object")
        for key in self.value:
            if keys is not None and key not in keys:
                close = get_close_matches(key, keys, 1)
                hint = f", did you mean `{close[0]}`?" if close else ""
                raise CaseError(self._at(key), f"unknown key{hint}")
        return Table(self)

    def list(self) -> "list[Place]":
        """Return the members of the list that stands here."""
        if not isinstance(self.value, list):
            raise self.error("is no list")
        return [
            Place(f"{self.path}[{number}]", one)
            for number, one in enumerate(self.value)
        ]

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.value, str) or not self.value:
            raise self.error("needs a text")
        return self.value

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.error("needs true or false")
        return self.value

    def number(self) -> int:
        """Return a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.error("needs a whole number")
        return self.value

    def instant(self) -> datetime:
        """Return an instant with its offset."""
        try:
            found = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.error("is no date and time in ISO 8601") from None
        if found.tzinfo is None:
            raise self.error("needs a time zone")
        _check_year(self, found)
        return found

    def date(self) -> date:
        """Return a civil day."""
        try:
            found = date.fromisoformat(self.text())
        except ValueError:
            raise self.error("is no date") from None
        _check_year(self, found)
        return found

    def weekday(self) -> int:
        """Return a day of the week; 1 is Monday, which becomes 0."""
        found = self.number()
        if not 1 <= found <= 7:
            raise self.error("is no day of the week, 1 to 7")
        return found - 1

    def dates(self) -> tuple[_Day, _Day]:
        """Return the first and the last day of a span like 2026-05-01/2026-05-05."""
        first, stroke, last = self.text().partition("/")
        begin = Place(self.path, first).date()
        end = Place(self.path, last).date() if stroke else begin
        if end < begin:
            raise self.error("ends before it begins")
        return begin, end

    def time_of_day(self) -> int:
        """Return a time of day in minutes; 24:00 is 1440."""
        hours, colon, minutes = self.text().partition(":")
        if not (colon and hours.isdecimal() and minutes.isdecimal()):
            raise self.error("is no time of day")
        found = int(hours) * 60 + int(minutes)
        if int(minutes) >= 60 or found > MINUTES_OF_A_DAY:
            raise self.error("is no time of day")
        return found

    def zone(self) -> str:
        """Return the name of a time zone that exists."""
        name = self.text()
        try:
            zone(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise self.error("is no time zone") from None
        return name

    def _shown(self) -> str:
        kind = _KINDS.get(type(self.value), "something else")
        if isinstance(self.value, str | int | float) and self.value != "":
            shown = repr(self.value)
            return (
                shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
            )
        return "an empty text" if self.value == "" else kind

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


@dataclass(frozen=True, slots=True)
class Table:
    """An object of JSON."""

    place: Place

    def optional(self, key: str) -> Place | None:
        """Return what stands under a key; ``None`` if nothing or null does."""
        value = self._values().get(key)
        return None if value is None else Place(self._path(key), value)

    def required(self, key: str) -> Place:
        """Return what stands under a key.

        Raises:
            CaseError: If nothing does.
        """
        if key not in self._values():
            raise CaseError(self._path(key), "is missing")
        return Place(self._path(key), self._values()[key])

    def optional_list(self, key: str) -> list[Place]:
        """Return the members of a list, which may be left out."""
        found = self.optional(key)
        return found.list() if found is not None else []

    def optional_table(self, key: str) -> dict[str, Place]:
        """Return the members of an object, which may be left out."""
        found = self.optional(key)
        if found is None:
            return {}
        table = found.table(None)
        return {name: table.required(name) for name in table._values()}

    def _values(self) -> dict[str, object]:
        value = self.place.value
        assert isinstance(value, dict)
        return value

    def _path(self, key: str) -> str:
        return f"{self.place.path}.{key}" if self.place.path else key


def _check_year(place: Place, day: date) -> None:
    if not is_countable(day):
        raise place.error(f"is not in the years {FIRST_YEAR} to {LAST_YEAR}")
