"""The table of the names that entries go by, as one migration; it completes none."""

_ADD = "ON CONFLICT DO UPDATE SET uses = uses + 1"
_OUT = """
    UPDATE known_name SET uses = uses - 1 WHERE kind = 'author' AND name = old.author;
    UPDATE known_name SET uses = uses - 1
        WHERE kind = 'tag' AND name IN (SELECT value FROM json_each(old.tags));
    DELETE FROM known_name WHERE kind = 'author' AND name = old.author AND uses < 1;
    DELETE FROM known_name WHERE kind = 'tag' AND uses < 1
        AND name IN (SELECT value FROM json_each(old.tags));
"""
_IN = f"""
    INSERT INTO known_name SELECT 'author', new.author, 1 WHERE new.author <> '' {_ADD};
    INSERT INTO known_name SELECT DISTINCT 'tag', value, 1 FROM json_each(new.tags)
        WHERE value <> '' {_ADD};
"""  # noqa: S608 - our own words
TABLES = f"""
CREATE TABLE known_name (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE INDEX known_name_uses ON known_name (kind, uses);
INSERT INTO known_name SELECT 'author', author, count(*) FROM entry
    WHERE NOT gone AND author <> '' GROUP BY author;
INSERT INTO known_name SELECT 'tag', value, count(DISTINCT e.id)
    FROM entry e, json_each(e.tags) WHERE NOT e.gone AND value <> '' GROUP BY value;
CREATE TRIGGER names_come AFTER INSERT ON entry WHEN NOT new.gone BEGIN {_IN} END;
CREATE TRIGGER names_go AFTER DELETE ON entry WHEN NOT old.gone BEGIN {_OUT} END;
CREATE TRIGGER names_leave AFTER UPDATE OF author, tags, gone ON entry
    WHEN NOT old.gone AND (old.author, old.tags, old.gone) <> (new.author, new.tags, new.gone)
BEGIN {_OUT} END;
CREATE TRIGGER names_return AFTER UPDATE OF author, tags, gone ON entry
    WHEN NOT new.gone AND (old.author, old.tags, old.gone) <> (new.author, new.tags, new.gone)
BEGIN {_IN} END;
"""  # noqa: S608 - our own words
"""``kind`` is ``author`` or ``tag``, ``uses`` in how many entries a name is."""
