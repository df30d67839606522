"""Out and back: exports, the escaping for spreadsheets, and imports with a preview."""
