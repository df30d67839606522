"""Dated copies outside home: where they are, when one is taken, which stay, and going back."""
