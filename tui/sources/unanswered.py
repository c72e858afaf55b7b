"""Why a server gave no answer, in words for the person; it asks none."""

import ssl

from tui.errors import SourceError, UnreachedError
from tui.sources import reach
from tui.text import line


def why(url: str, error: Exception, connect: float, read: float) -> SourceError:
    """Return what to say of an error of httpx.

    Args:
        url: The address that was asked.
        error: What httpx raised.
        connect: For how many seconds a connection was waited for.
        read: For how many the next part of an answer.
    """
    import httpx  # noqa: PLC0415 - loaded already

    address, cause = reach.shown(url), line(str(error)) or type(error).__name__
    if isinstance(error, httpx.ConnectTimeout):
        told = f"{address} was not reached in {connect:g} seconds."
        return UnreachedError(f"{told} Try again later.")
    if isinstance(error, httpx.TimeoutException):
        told = f"{address} said nothing for {read:g} seconds."
        return SourceError(f"{told} Try again later.")
    if why := _distrust(error):
        return SourceError(
            f"{address}: its certificate is not trusted ({why}). If the server is your"
            " own, name its certificate, or that of who signed it, in SSL_CERT_FILE."
        )
    if isinstance(error, httpx.ConnectError):
        told = f"{address} cannot be reached ({cause}). Is the network there?"
        return UnreachedError(told)
    if isinstance(error, httpx.ProxyError):
        told = f"{address}: the proxy refuses ({cause})."
        return SourceError(f"{told} Look at HTTP_PROXY and HTTPS_PROXY.")
    told = f"{address} does not answer as the web does ({cause})."
    return SourceError(f"{told} Open it in the browser.")


def _distrust(error: BaseException) -> str:
    """Return why a certificate is not trusted, where that is behind an error."""
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return line(cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    return ""
