"""A text that may vary by the kind of relationship and may hold the bond's alias."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from workbook.words import fill, say


class Piece(BaseModel):
    """A frozen, typed part of the content; a field it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Reader:
    """Who the words are about: the bond's alias and the kind of relationship, as far as known."""

    name: str = ""
    relationship: str = ""


class Words(Piece):
    """One text, with its variants by relationship id."""

    default: str
    variants: dict[str, str] = {}

    def template(self, reader: Reader) -> str:
        """The text for this reader, with its named values still to be filled in."""
        return self.variants.get(reader.relationship, self.default)

    def to(self, reader: Reader, /, **values: str) -> str:
        """The text for this reader, with ``{name}`` and other named values filled in."""
        named = values | {"name": reader.name or say("interface.this-person")}
        return fill(self.template(reader), **named)


def _as_words(raw: Any) -> Any:
    if isinstance(raw, str):
        return {"default": raw}
    if isinstance(raw, dict) and "variants" not in raw:
        variants = {key: text for key, text in raw.items() if key != "default"}
        kept = {"default": raw["default"]} if "default" in raw else {}
        return kept | {"variants": variants}
    return raw


Wording = Annotated[Words, BeforeValidator(_as_words)]
