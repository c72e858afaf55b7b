"""Broadsheet: a news browser for the terminal."""
