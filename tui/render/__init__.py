"""From a body to lines of styled text; no colours, no terminal."""
