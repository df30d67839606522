"""Two circles, from far apart to nearly one."""

from workbook.widgets.control import script, style
from workbook.widgets.scale import ScaleControl


class ClosenessControl(ScaleControl):
    """Eleven pictures to choose from, as native radio buttons; its value is 0 to 10."""

    _esm = script("page", "control", "circles", "closeness")
    _css = style("look", "control", "scale", "circles", "closeness")
