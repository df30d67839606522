"""How good the words are, beyond faults: grade, tone, evidence, examples, and what is shown."""

from collections.abc import Iterator
from pathlib import Path

from workbook import words
from workbook.content.faults import Fault
from workbook.content.quality import cards, keys, notebooks, reading_grade, texts, tone
from workbook.content.reading import read_folder


def examine(folder: Path) -> Iterator[Fault]:
    """Everything that an author may want to mend in the chosen language.

    ``folder`` holds the notebooks. Where the content cannot be read, its faults and nothing else.
    Raises ``NotInstalledError`` where the reading grade cannot be measured.
    """
    chosen = words.language()
    content, faults = read_folder(words.FOLDER / chosen, words.FOLDER / words.FALLBACK)
    if faults or content is None:
        yield from faults
        return
    yield from keys.missing()
    yield from keys.unused(chosen)
    for file, exercise in texts.written_in(content, chosen):
        yield from cards.lacking(file, exercise, chosen)
    yield from notebooks.disagreeing(content, notebooks.opened_in(folder, chosen))
    said = list(texts.all_in(content, notebooks.written_in(folder, chosen), chosen))
    yield from tone.said_after_all(said, chosen)
    yield from reading_grade.too_hard(said, chosen)
