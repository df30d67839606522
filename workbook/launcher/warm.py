"""What the first page needs, imported in the kernel while the browser still loads that page."""

from workbook.content.reading import content
from workbook.pages import opening, stage

__all__ = ["opening", "stage"]

content()
