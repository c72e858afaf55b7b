"""The screens; the only place where the library meets the widgets."""
