"""The panes; they know the values they show and nothing of the library."""
