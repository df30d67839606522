"""Every word a control, a chart or a command shows, as data; one folder per language."""
