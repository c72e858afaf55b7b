"""Whether two articles are one story, by their links, titles and texts; it keeps none."""
