"""Two notebooks that are open at once, each with a real kernel, save at the same moment."""

from tests.reliability.kernels import missing, save_at_once
from tests.samples import temporaries
from workbook.store.home import Home

KERNELS, TURNS = 2, 10


def test_all_that_two_kernels_save_at_once_is_there(at_home: Home) -> None:
    assert save_at_once(at_home, KERNELS, TURNS) == []
    assert missing(at_home, KERNELS, TURNS) == []
    assert temporaries(at_home.root) == []
