"""What can go wrong, in words for the person at the keyboard.

BroadsheetError
├── ConfigError      the configuration file has a mistake
├── SourceError      a folder or an address cannot be read
└── LibraryError     the library file cannot be used

The message says what happened, names the file or address, and says what to do.
"""


class BroadsheetError(Exception):
    """A failure that is reported as one sentence, never as a traceback."""


class ConfigError(BroadsheetError):
    """The configuration file has a mistake."""


class SourceError(BroadsheetError):
    """A folder or an address cannot be read."""


class LibraryError(BroadsheetError):
    """The library file cannot be used."""
