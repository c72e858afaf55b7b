"""What is known of a site and of a route of RSSHub, as a few lines of plain text."""

from tui.sources.rsshub.catalogue import Namespace, Parameter, Route

_MOST_OPTIONS = 40


def of_namespace(namespace: Namespace) -> str:
    """Return a site's names, its host and its routes."""
    head = [" / ".join(namespace.names), namespace.site, ""]
    return "\n".join([*head, *(route.name for route in namespace.routes)])


def of_route(route: Route) -> str:
    """Return a route's name, path, parameters, and what its authors say of it."""
    lines = [*route.names, route.path, ""]
    for parameter in route.parameters:
        lines += [of_parameter(parameter), *_options(parameter)]
    lines += ["", route.description] if route.description else []
    lines += ["", f"e.g. {route.example}"] if route.example else []
    lines += [f"! {warning}" for warning in route.warnings]
    return "\n".join(lines)


def of_parameter(parameter: Parameter) -> str:
    """Return ``state, may be left out: State of the issues. [open]``."""
    may = "" if parameter.required else ", may be left out"
    said = f": {parameter.description}" if parameter.description else ""
    default = f" [{parameter.default}]" if parameter.default else ""
    return f"{parameter.name}{may}{said}{default}"


def _options(parameter: Parameter) -> list[str]:
    shown = [f"  {each.value}  {each.label}" for each in parameter.options]
    return [*shown[:_MOST_OPTIONS], *["  …"] * (len(shown) > _MOST_OPTIONS)]
