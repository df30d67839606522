"""Two circles, from far apart to nearly one."""

from workbook.widgets.scale import ScaleControl
from workbook.widgets.widget import module


class ClosenessControl(ScaleControl):
    """Eleven pictures to choose from, as native radio buttons; its value is 0 to 10."""

    _esm = module(
        ("page", "control", "circles", "closeness"),
        ("look", "control", "scale", "circles", "closeness"),
    )
