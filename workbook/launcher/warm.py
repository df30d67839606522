"""What pages need, imported in the kernel before anybody waits for it.

The first page's needs come at once, while the browser still loads that page. Pandas and plotly
take longer than all else; they come while that page is being read.
"""

from threading import Timer

from workbook import coach
from workbook.content.reading import content
from workbook.pages import opening, session, stage

__all__ = ["opening", "stage"]

SECONDS_OF_READING = 5


def _later_needs() -> None:
    import plotly.graph_objects as go

    from workbook.pages import journey  # noqa: F401 - imported to be there

    # The first figure of all makes plotly import the rest of itself.
    go.Figure(go.Scatter(x=[0], y=[0]))
    # So it is with the coach: its rules are put in order at the first reading.
    coach.read("")


session.current_home()  # it is known from now on in which language to speak
content()
_later = Timer(SECONDS_OF_READING, _later_needs)
_later.daemon = True
_later.start()
