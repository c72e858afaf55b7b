"""Tells the program that keys have something to act on."""

from textual.message import Message


class KeysWanted(Message):
    """What was being opened is there; the keys that waited for it may act."""
