"""The only room that touches the disk: entries, drafts, bonds, settings, home."""
