"""The tables of housekeeping, as one migration; it knows no rule of what may go."""

TABLES = """
CREATE TABLE tidied (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    feed TEXT NOT NULL,
    unread INTEGER NOT NULL,
    seen INTEGER NOT NULL
);
CREATE INDEX tidied_of ON tidied (source, feed, seen);
CREATE INDEX entry_aside ON entry (source, published) WHERE gone;
CREATE TRIGGER feed_left AFTER DELETE ON feed BEGIN
    DELETE FROM tidied WHERE feed = old.prefix
        AND source IN (SELECT id FROM source WHERE kind = 'feeds');
END;
CREATE TRIGGER source_left_tidied AFTER UPDATE OF mount ON source WHEN new.mount = 0 BEGIN
    DELETE FROM tidied WHERE source = old.id;
END;
"""
"""What was removed, and must not come back as new.

A row is known by a hash of source and key (``tombs.py``); ``feed`` is what the key begins
with, ``unread`` whether it was so when it went, ``seen`` the last day that its source had
it, counted from 1970.
"""
