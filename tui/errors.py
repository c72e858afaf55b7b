"""What can go wrong, in words for the person at the keyboard.

BroadsheetError
├── ConfigError      the configuration file has a mistake
├── QueryError       what is searched for is not understood
├── SourceError      a folder or an address cannot be read
│   ├── LoginError   a server does not accept the login
│   ├── BusyError    a server wants to be asked later
│   ├── UnreachedError nobody answers at an address
│   └── RefusedError a server says that what it was asked is wrong
└── LibraryError     the library file cannot be used

The message says what happened, names the file or address, and says what to do.
"""


class BroadsheetError(Exception):
    """A failure that is reported as one sentence, never as a traceback."""


class ConfigError(BroadsheetError):
    """The configuration file has a mistake."""


class QueryError(BroadsheetError):
    """What is searched for is not understood."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at
        """The character of the query that it is about, from 0."""


class SourceError(BroadsheetError):
    """A folder or an address cannot be read."""


class LoginError(SourceError):
    """A server does not accept the login."""


class BusyError(SourceError):
    """A server wants to be asked later."""

    def __init__(self, message: str, seconds: int = 0) -> None:
        super().__init__(message)
        self.seconds = seconds
        """How long it wants to be left alone; 0 if it did not say."""


class UnreachedError(SourceError):
    """Nobody answers at an address, or not as the scheme says."""


class RefusedError(SourceError):
    """A server says that what it was asked is wrong; asking again changes nothing."""


class LibraryError(BroadsheetError):
    """The library file cannot be used."""
