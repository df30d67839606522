"""Erasing: what an entry or a bond has left where, and files without it."""
