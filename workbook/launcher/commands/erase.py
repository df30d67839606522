"""The command that makes words go for good: ``erase``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from workbook.errors import StillOpenError
from workbook.launcher import outputs, running
from workbook.launcher.commands.asking import agreed
from workbook.launcher.commands.group import command, home_option, option
from workbook.launcher.commands.telling import tell, tell_columns
from workbook.launcher.health.copies import exports_in
from workbook.launcher.health.synced import syncing
from workbook.store.copies.bond_files import Found
from workbook.store.copies.erase import emptying, erasing
from workbook.store.copies.erase.erasing import Left
from workbook.store.home import Home, find
from workbook.words import say

_INDENT = " " * 4


@command("erase")
@option("--entry", metavar="ID", of="erase", word="entry")
@option("--bond", metavar="B", of="erase", word="bond")
@option("--everything", is_flag=True, of="erase", word="everything")
@option("--yes", is_flag=True, of="erase", word="yes")
@home_option
def erase(
    home: Path | None, entry: str | None, bond: str | None, *, everything: bool, yes: bool
) -> None:
    """Erases one entry, one bond, or everything."""
    if (entry is not None) + (bond is not None) + everything != 1:
        raise click.UsageError(say("commands.erase.one-of-three"))
    place = find(home)
    _refuse_while_open(place)
    click.echo(say("commands.erase.looking"), err=True)
    if everything:
        _erase_everything(place, yes=yes)
    elif bond is not None:
        _erase(place, erasing.plan_bond(place, bond), yes=yes)
    else:
        _erase(place, erasing.plan_entry(place, entry or ""), yes=yes)


def _refuse_while_open(place: Home) -> None:
    if running.find(place):
        raise StillOpenError


def _erase(place: Home, plan: erasing.Plan, *, yes: bool) -> None:
    holding = outputs.holding(place)
    numbers = {"snapshots": plan.snapshots, "strays": plan.strays, "notebooks": len(holding)}
    left = [
        *plan.left,
        *_lefts("notebook", outputs.unreadable(place)),
        *_lefts("export", exports_in(place)),
    ]
    tell(say("commands.erase.what", name=plan.wanted.name))
    quoted = say("commands.erase.always.quoted")
    _tell(plan.found, numbers, [*_left(left), quoted, *_elsewhere(place)])
    agreed(say("commands.erase.question"), yes=yes)
    _refuse_while_open(place)
    click.echo(say("commands.erase.erasing"), err=True)
    for path in holding:
        outputs.strip(path)
    erasing.erase(place, plan.wanted)
    _tell_done(plan.found, numbers, left)


def _erase_everything(place: Home, *, yes: bool) -> None:
    plan = emptying.plan(place)
    holding = outputs.holding(place)
    numbers = {
        "all-snapshots": plan.snapshots,
        "locked": len(plan.locked),
        "notebooks": len(holding),
    }
    if not (place.root.exists() or plan.snapshots or plan.locked):
        tell(say("commands.erase.nothing", folder=place.root))
        return
    left = [
        *_lefts("other-home", plan.other_homes),
        *_lefts("link", plan.links),
        *_lefts("own-notebook", outputs.not_as_shipped(place)),
        *_lefts("export", exports_in(place)),
        *_lefts("folder", [place.root] if place.notebooks.exists() else []),
    ]
    tell(say("commands.erase.what-everything", folder=place.root))
    _tell(plan.found, numbers, [*_left(left), *_elsewhere(place)])
    agreed(say("commands.erase.question"), yes=yes)
    _refuse_while_open(place)
    click.echo(say("commands.erase.erasing"), err=True)
    for path in holding:
        outputs.strip(path)
    emptying.erase_everything(place)
    _tell_done(plan.found, numbers, left)


def _lefts(why: str, paths: Iterable[Path]) -> list[Left]:
    return [Left(why, path) for path in paths]


def _tell(found: Found, numbers: dict[str, int], stays: list[str]) -> None:
    """Says what will go and what will stay, and never a word of it."""
    tell_columns([*_numbers(found, numbers), *_days(found)])
    tell(say("commands.erase.cannot"))
    tell(say("commands.erase.stays"))
    _tell_each(stays)
    click.echo()


def _tell_done(found: Found, numbers: dict[str, int], left: list[Left]) -> None:
    tell(say("commands.erase.done"))
    tell_columns(_numbers(found, numbers))
    if left:
        tell(say("commands.erase.still"))
        _tell_each(_left(left))
    tell(say("commands.erase.elsewhere"))


def _tell_each(lines: Iterable[str]) -> None:
    for line in lines:
        tell(say("commands.erase.line", what=line), indent=_INDENT)


def _numbers(found: Found, more: dict[str, int]) -> Iterator[tuple[str, str]]:
    ours = {
        "entries": found.entries,
        "versions": found.versions,
        "drafts": found.drafts,
        "copies": found.copies,
        "others": found.others,
    }
    for what, count in (ours | more).items():
        if count:
            yield say(f"commands.erase.count.{what}"), str(count)


def _days(found: Found) -> Iterator[tuple[str, str]]:
    if found.first:
        both = say("commands.erase.from-to", first=found.first, last=found.last)
        yield say("commands.erase.days"), found.first if found.first == found.last else both


def _left(left: Iterable[Left]) -> Iterator[str]:
    for one in left:
        yield say(f"commands.erase.left.{one.why}", path=one.path, line=one.line)


def _elsewhere(place: Home) -> Iterator[str]:
    """What no program can know or reach."""
    service = syncing(place.root)
    if service:
        name = say(f"commands.doctor.service.{service}")
        yield say("commands.erase.always.synced", service=name)
    yield say("commands.erase.always.copies")
    yield say("commands.erase.always.disk")
    yield say("commands.erase.always.browser")
