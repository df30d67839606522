"""What can go wrong, as a small tree. Each error owns its message: what, where, what to do.

The wording stands in ``content/<language>/errors.toml`` under the name of the class.
"""

import re

from workbook.words import say


class WorkbookError(Exception):
    """Anything the workbook refuses or cannot do, said in one plain sentence with the cure."""

    def __init__(self, **values: object) -> None:
        """``values`` fill the named places of this error's wording and stay readable on it."""
        self.values = values
        super().__init__(say(f"errors.{key_of(type(self))}", **values))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback: the sentence alone."""
        return [str(self)]


def key_of(error: type) -> str:
    """The key of an error's wording: ``NotSavedError`` has ``not-saved``."""
    words = re.findall(r"[A-Z][a-z]+", error.__name__.removesuffix("Error"))
    return "-".join(words).lower()


class ContentError(WorkbookError, ValueError):
    """A content file has faults; all of them are listed together."""


class UnknownExerciseError(WorkbookError, KeyError):
    """There is no exercise of that name."""

    __str__ = Exception.__str__


class UnknownStageError(WorkbookError, KeyError):
    """There is no stage of that name."""

    __str__ = Exception.__str__


class UnknownBondError(WorkbookError, KeyError):
    """There is no bond of that name."""

    __str__ = Exception.__str__


class UnknownEntryError(WorkbookError, KeyError):
    """There is no entry with that id."""

    __str__ = Exception.__str__


class UnknownQuestionError(WorkbookError, KeyError):
    """The exercise has no question with that id."""

    __str__ = Exception.__str__


class UnknownLanguageError(WorkbookError, KeyError):
    """There are no words in that language."""

    __str__ = Exception.__str__


class AnswerError(WorkbookError, ValueError):
    """An answer does not fit its question."""


class NotKeptError(WorkbookError):
    """The exercise keeps nothing, by design."""


class EmptyEntryError(WorkbookError, ValueError):
    """There is nothing in the form to save."""


class BondNameError(WorkbookError, ValueError):
    """The alias holds no letter or digit that a folder could be named by."""


class BondTakenError(WorkbookError, ValueError):
    """Another bond already has this alias."""


class ChangedElsewhereError(WorkbookError):
    """The entry was changed in another window since it was opened here."""


class DamagedFileError(WorkbookError, OSError):
    """A file that stands in place of one of answers is none of ours, so it is not written to."""


class NewerFormatError(WorkbookError, OSError):
    """A newer version of the workbook wrote the files, so this one only reads them."""


class NotSavedError(WorkbookError, OSError):
    """The disk refused: full, read-only, or gone. The file is as it was."""


class NotReadError(WorkbookError, OSError):
    """The disk does not let a file be read. Nothing was changed."""


class BusyError(WorkbookError, OSError):
    """Another process has held the lock for too long."""


class NotAgreedError(WorkbookError):
    """The person did not agree to go on, or could not be asked."""


class PassphraseError(WorkbookError, ValueError):
    """A passphrase is empty, was typed differently the second time, or does not fit."""


class LockedError(WorkbookError, OSError):
    """The answers are locked with a passphrase."""


class LockError(WorkbookError):
    """There is nothing to lock or to unlock, or it cannot be done now."""


class ArchiveError(WorkbookError, ValueError):
    """An archive is torn, too large, or holds a path that could lead elsewhere."""


class NothingToEraseError(WorkbookError, KeyError):
    """There is nothing of that name, neither in ``data/`` nor in a snapshot."""

    __str__ = Exception.__str__


class StillOpenError(WorkbookError):
    """The workbook is open, and its pages would write again what is to go."""


class NotArchivedError(WorkbookError, ValueError):
    """A file in the data folder could not be had back from an archive, so it goes into none."""


class NoSnapshotError(WorkbookError):
    """There is nothing that a snapshot could be taken of."""


class UnknownSnapshotError(WorkbookError, KeyError):
    """There is no snapshot of that day or name."""

    __str__ = Exception.__str__


class TornSnapshotError(WorkbookError, ValueError):
    """A snapshot cannot be read, so it cannot be put in place."""


class HomeError(WorkbookError, OSError):
    """The home folder cannot be used."""


class StartError(WorkbookError, OSError):
    """The workbook cannot be opened."""


class NotInstalledError(WorkbookError, ImportError):
    """A package that only some need is not installed."""
