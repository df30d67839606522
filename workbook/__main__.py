"""``python -m workbook``: the same as the ``workbook`` command."""

from workbook.launcher.commands import main

if __name__ == "__main__":
    main(prog_name="workbook")
