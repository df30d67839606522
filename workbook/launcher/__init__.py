"""How the workbook is opened: the server, the trust in its notebooks, and the calm page."""
