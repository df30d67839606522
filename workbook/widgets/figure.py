"""A plotly figure on a page. Its script is 5 MB, so that all figures share one."""

from typing import Any

import ipywidgets
import plotly
import plotly.graph_objects as go
import traitlets

from workbook.widgets.widget import Library, library, module


def _plotly() -> Library:
    return Library(scripts={"plotly": str(go.FigureWidget._esm)})  # noqa: SLF001 - plotly offers no other way


class Figure(go.FigureWidget):
    """A figure that fetches plotly's script from the library, once for a page."""

    _esm = module(("plotly",), (), version=f"plotly-{plotly.__version__}")

    library = traitlets.Instance(Library).tag(sync=True, **ipywidgets.widget_serialization)

    @traitlets.default("library")
    def _the_library(self) -> Library:
        return library("plotly", _plotly)

    def configure(self, settings: dict[str, Any]) -> None:
        """Sets what plotly calls the configuration, such as whether there is a tool bar."""
        self.set_trait("_config", self.trait_values()["_config"] | settings)
