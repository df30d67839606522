"""Imported in the kernel: closes the port that ipykernel opens for what forked processes print.

It opens it whichever way the kernel is reached, and the workbook forks none.
"""

from ipykernel.kernelapp import IPKernelApp

_printing = IPKernelApp.instance().iopub_thread
if getattr(_printing, "_pipe_in", None):
    _printing._pipe_flag = False  # noqa: SLF001 - there is no setting for it
    _printing.io_loop.add_callback(_printing._pipe_in.close)  # noqa: SLF001 - nor for this
