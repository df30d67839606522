"""Tests of the one room that touches the disk."""
