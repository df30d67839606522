"""A small home of every released format, kept for ever, with what it must be read as."""
