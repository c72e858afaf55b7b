"""Feeds as bytes and values: what they say, where they are found and how they are listed."""
