"""Where a text quotes somebody: in quotation marks, or on a line that begins with “>”."""

import re

_QUOTED = re.compile(
    r"“[^“”]*”"
    r"|„[^„“”]*[“”]"
    r"|«[^«»]*»"
    r"|‹[^‹›]*›"
    r'|"(?:[^"\r\n]|\r?\n(?!\r?\n))*"'
    r"|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))*’"
    r"|(?<!\w)'(?!(?:cause|cos|til|till|em|bout|tis|twas)\b)(?=\S)(?:[^'\n]|(?<=\w)'(?=\w))*'(?!\w)"
    r"|^[ \t]*>[^\n]*",
    re.MULTILINE,
)


def quoted(text: str) -> list[tuple[int, int]]:
    """Start and end of every quotation, in order."""
    return [one.span() for one in _QUOTED.finditer(text)]
