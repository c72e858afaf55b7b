"""The tables of stories, as one migration; it knows no rule of what is one story."""

from tui.library.saved_schema import SMART

_SHARED = (
    "EXISTS (SELECT 1 FROM entry WHERE link = new.link AND link <> 0 AND id <> new.id)"
)
_TOLD = "EXISTS (SELECT 1 FROM copy WHERE entry = new.id)"
_OTHERS = """
    INSERT OR IGNORE INTO unfolded SELECT id FROM entry
        WHERE link = old.link AND link <> 0 AND id <> old.id LIMIT 20;
    INSERT OR IGNORE INTO unfolded SELECT other FROM twin WHERE entry = old.id;
"""
_APART = """
    DELETE FROM twin WHERE other = old.id
        AND entry IN (SELECT other FROM twin WHERE entry = old.id);
    DELETE FROM twin WHERE entry = old.id;
"""
LOOK_AGAIN = (
    """INSERT INTO memory VALUES ('stories', '{"wanted": true, "after": 0}')"""
    " ON CONFLICT DO UPDATE SET value = json_set(value, '$.after', 0)"
)
"""Has all entries looked at, from the first on, for what is the same story."""
TABLES = f"""
ALTER TABLE entry ADD COLUMN link INTEGER;
CREATE INDEX entry_link ON entry (link) WHERE link <> 0;
CREATE TABLE copy (
    entry INTEGER PRIMARY KEY,
    story INTEGER NOT NULL
);
CREATE INDEX copy_of ON copy (story);
CREATE TABLE twin (
    entry INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (entry, other)
) WITHOUT ROWID;
CREATE TABLE sketch (
    entry INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    hashes BLOB NOT NULL
);
CREATE INDEX sketch_first ON sketch (first, pieces);
CREATE INDEX sketch_second ON sketch (second, pieces);
CREATE TABLE unfolded (entry INTEGER PRIMARY KEY);
ALTER TABLE changed ADD COLUMN along INTEGER NOT NULL DEFAULT 0;
ALTER TABLE category ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE category ADD COLUMN behind_unread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER member_removed;
DROP TRIGGER member_read;
DROP TRIGGER entry_with_problem;
DROP TRIGGER entry_in_smart_views;
{SMART}
CREATE TRIGGER member_of_story AFTER INSERT ON member
    WHEN EXISTS (SELECT 1 FROM copy WHERE entry = new.entry) BEGIN
    INSERT OR IGNORE INTO unfolded VALUES (new.entry);
END;
CREATE TRIGGER member_left_story AFTER DELETE ON member
    WHEN EXISTS (SELECT 1 FROM copy WHERE entry = old.entry) BEGIN
    INSERT OR IGNORE INTO unfolded VALUES (old.entry);
END;
CREATE TRIGGER member_removed AFTER DELETE ON member WHEN NOT old.behind BEGIN
    UPDATE category SET total = total - 1, unread = unread - old.unread
     WHERE id = old.category;
    UPDATE day SET total = total - 1, unread = unread - old.unread
     WHERE category = old.category AND day = old.published / 86400;
    DELETE FROM day
     WHERE category = old.category AND day = old.published / 86400 AND total = 0;
END;
CREATE TRIGGER member_behind_removed AFTER DELETE ON member WHEN old.behind BEGIN
    UPDATE category SET behind = behind - 1, behind_unread = behind_unread - old.unread
     WHERE id = old.category;
END;
CREATE TRIGGER member_read AFTER UPDATE OF unread ON member
    WHEN old.unread <> new.unread AND NOT new.behind BEGIN
    UPDATE category SET unread = unread + new.unread - old.unread
     WHERE id = new.category;
    UPDATE day SET unread = unread + new.unread - old.unread
     WHERE category = new.category AND day = new.published / 86400;
END;
CREATE TRIGGER member_behind_read AFTER UPDATE OF unread ON member
    WHEN old.unread <> new.unread AND new.behind BEGIN
    UPDATE category SET behind_unread = behind_unread + new.unread - old.unread
     WHERE id = new.category;
END;
CREATE TRIGGER member_steps_behind AFTER UPDATE OF behind ON member
    WHEN new.behind AND NOT old.behind BEGIN
    UPDATE category SET total = total - 1, unread = unread - new.unread,
        behind = behind + 1, behind_unread = behind_unread + new.unread
     WHERE id = new.category;
    UPDATE day SET total = total - 1, unread = unread - new.unread
     WHERE category = new.category AND day = new.published / 86400;
    DELETE FROM day
     WHERE category = new.category AND day = new.published / 86400 AND total = 0;
END;
CREATE TRIGGER member_steps_forth AFTER UPDATE OF behind ON member
    WHEN old.behind AND NOT new.behind BEGIN
    UPDATE category SET total = total + 1, unread = unread + new.unread,
        behind = behind - 1, behind_unread = behind_unread - new.unread
     WHERE id = new.category;
    INSERT INTO day VALUES (new.category, new.published / 86400, 1, new.unread)
        ON CONFLICT DO UPDATE SET total = total + 1, unread = unread + excluded.unread;
END;

CREATE TRIGGER story_begins AFTER INSERT ON entry
    WHEN new.link <> 0 AND NOT new.gone AND {_SHARED} BEGIN
    INSERT OR IGNORE INTO unfolded VALUES (new.id);
END;
CREATE TRIGGER story_changes AFTER UPDATE OF link, title, categories, gone ON entry
    WHEN (old.link, old.title, old.categories, old.gone)
    IS NOT (new.link, new.title, new.categories, new.gone) BEGIN
    {_OTHERS}
    INSERT OR IGNORE INTO unfolded SELECT new.id WHERE {_TOLD} OR {_SHARED};
END;
CREATE TRIGGER story_text_changes AFTER UPDATE OF digest, gone ON entry
    WHEN old.digest <> new.digest OR new.gone AND NOT old.gone BEGIN
    {_OTHERS}
    {_APART}
END;
CREATE TRIGGER story_ends AFTER DELETE ON entry BEGIN
    DELETE FROM sketch WHERE entry = old.id;
    {_OTHERS}
    {_APART}
    INSERT OR IGNORE INTO unfolded SELECT entry FROM copy WHERE entry = old.id;
END;
INSERT INTO memory SELECT 'stories', '{{"wanted": true, "after": 0}}'
    WHERE EXISTS (SELECT 1 FROM entry);
"""  # noqa: S608 - our own words
"""Which entries are one story.

``link`` is a number for the one form of an entry's link (`tui.story.link`), 0 for none and
NULL where nobody looked yet. ``copy`` has a row for each entry that is not alone in its
story, ``story`` the lowest id of it; ``twin`` which texts are the same, each pair both
ways; ``sketch`` what a text is known by (`tui.story.sketch`), its hashes as 4 bytes each,
the two smallest as numbers besides.
Of the rows that a story has in one category, all but the one with the lowest id are
``behind`` it: no list shows them and only ``category.behind`` counts them. What may have
come to stand otherwise waits in ``unfolded`` for the end of the transaction; ``along`` says
that an entry was marked because another of its story was.
"""
