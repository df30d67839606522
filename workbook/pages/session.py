"""What is open in this kernel: the home, the bond in hand, and the forms, one per exercise.

A cell that runs again gets the same form, so that words typed into it are not wiped.
"""

import os
import weakref
from collections.abc import Callable
from typing import Any, NamedTuple

from workbook import words
from workbook.content.model import Exercise
from workbook.content.reading import exercise
from workbook.store import bonds, home, settings
from workbook.store.home import Home
from workbook.store.reading_once import each_read_once


class _Key(NamedTuple):
    """Which form it is; ``place`` is for an exercise that stands in several places."""

    root: str
    bond: str
    exercise: str
    place: str
    language: str


_forms: dict[_Key, Any] = {}
_pages: dict[tuple[str, str, str], Any] = {}
_pauses: list[Any] = []
_listeners: "weakref.WeakSet[Any]" = weakref.WeakSet()


def current_home() -> Home:
    """The home this kernel works in; words are in the language chosen there."""
    place = home.find()
    words.speak(settings.read(place).language)
    return place


def current_bond(asked: str | None = None) -> str:
    """The bond that was asked for, else the one in hand."""
    place = current_home()
    return bonds.find(place, asked) if asked else bonds.current(place)


def form_for(name: str, make: Callable[[Home, str, Exercise], Any], place: str = "") -> Any:
    """The open form of an exercise in the chosen language, or a new one from ``make``.

    ``place`` is for an exercise that stands in several places, each with a form of its own.
    """
    here, bond, wanted = current_home(), current_bond(), exercise(name)
    key = _Key(str(here.root), bond, wanted.id, place, words.language())
    if key in _forms:
        _forms[key].revisit()
    else:
        _forms[key] = _taken_over(key, lambda: make(here, bond, wanted))
    return _forms[key]


def pauses(place: Home, bond: str) -> list[Any]:
    """The safety pauses of a bond; one that another has taken over from still counts."""
    return [one for one in _pauses if (one.writing.home, one.bond) == (place, bond)]


def every_pause() -> list[Any]:
    """The safety pauses of every bond."""
    return list(_pauses)


def remember(pause: Any) -> None:
    """What is answered in this safety pause counts from now on, as long as the kernel runs."""
    _pauses.append(pause)


def _taken_over(key: _Key, make: Callable[[], Any]) -> Any:
    """A new form, with the words typed into the one that spoke another language until now."""
    others = [other for other in _forms if other[:4] == key[:4]]
    for other in others:
        _forms[other].draft()
    made = make()
    for other in others:
        before = _forms.pop(other)
        if not before.exercise.kept:
            made.take_over(before)
        _let_go(before)
    return made


def _let_go(part: Any) -> None:
    """Closes a form, or a part of one, with all that is in it: each page loads what is open."""
    for inner in (*getattr(part, "children", ()), *getattr(part, "controls", {}).values()):
        _let_go(inner)
    part.close()


def page_for(kind: str, name: str, make: Callable[[], Any]) -> Any:
    """The open page of that kind and name, drawn anew, or a new one; so they do not pile up."""
    key = (str(current_home().root), kind, name)
    if key in _pages:
        _pages[key].refresh()
    else:
        _pages[key] = make()
    return _pages[key]


def listen(page: Any) -> None:
    """From now on ``page.refresh()`` is called whenever something was saved."""
    _listeners.add(page)


def tell() -> None:
    """Something was saved or set: every page that listens draws itself anew."""
    failures = []
    with each_read_once():
        for page in list(_listeners):
            try:
                page.refresh()
            except Exception as error:  # noqa: BLE001 - one that fails must not stop the others
                failures.append(error)
    if failures:
        raise failures[0]


def follow(place: Home, before: str, after: str, *, renamed: bool) -> None:
    """Another bond is in hand: every open form goes over to it.

    ``renamed``: it is the same bond under a new name, so that the forms keep what they show.
    """
    root = str(place.root)
    for key in [key for key in _forms if key[:2] == (root, before)]:
        form = _forms.pop(key)
        _forms[key._replace(bond=after)] = form
        form.follow(after, renamed=renamed)
    if os.environ.get("WORKBOOK_BOND"):  # it named the bond before
        os.environ["WORKBOOK_BOND"] = after
