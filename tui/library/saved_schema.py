"""The tables of saved searches, and of the smart views kept like them, as one migration."""

_MEMBER = (
    "INSERT OR IGNORE INTO member (category, published, entry, unread)"
    " SELECT d.category, new.published, new.id, NOT coalesce("
    "(SELECT read FROM mark WHERE entry = new.id), 0)"
    " FROM derived d JOIN category c ON c.id = d.category"
    " WHERE d.mount IN (1, (SELECT mount FROM source WHERE id = new.source))"
)
_LISTS = (
    "category IN (SELECT category FROM derived WHERE mount IN (1, (SELECT s.mount"
    " FROM entry e JOIN source s ON s.id = e.source WHERE e.id = new.entry)))"
)
_AS_READ = (
    "UPDATE member SET unread = NOT new.read WHERE entry = new.entry AND published ="  # noqa: S608 - our own words
    f" (SELECT published FROM entry WHERE id = new.entry) AND {_LISTS}"
)
_JUDGE_MARKED = (
    "INSERT OR IGNORE INTO unjudged SELECT published, id, 1 FROM entry"
    " WHERE id = new.entry AND NOT gone"
    " AND EXISTS (SELECT 1 FROM saved_search WHERE marks)"
)
_OUT = (
    "DELETE FROM member WHERE published = old.published AND entry = old.id"
    " AND category IN (SELECT category FROM derived"
)
STAND = """
INSERT OR IGNORE INTO member (category, published, entry, unread)
SELECT d.category, e.published, e.id, NOT coalesce(m.read, 0)
  FROM entry e JOIN source s ON s.id = e.source JOIN derived d ON d.mount IN (1, s.mount)
  JOIN category c ON c.id = d.category LEFT JOIN mark m ON m.entry = e.id
 WHERE NOT e.gone AND e.problems <> '[]' AND c.kind = 'problem';
INSERT OR IGNORE INTO member (category, published, entry, unread)
SELECT d.category, e.published, e.id, NOT coalesce(m.read, 0)
  FROM entry e JOIN source s ON s.id = e.source JOIN derived d ON d.mount IN (1, s.mount)
  JOIN category c ON c.id = d.category LEFT JOIN mark m ON m.entry = e.id
 WHERE NOT e.gone AND e.updated AND c.kind = 'updated';
"""
"""Puts every entry into the smart views that follow from what its source says."""

SMART = f"""
CREATE TRIGGER entry_with_problem AFTER INSERT ON entry
    WHEN NOT new.gone AND new.problems <> '[]' BEGIN
    {_MEMBER} AND c.kind = 'problem';
END;
CREATE TRIGGER entry_in_smart_views AFTER UPDATE OF
    published, problems, updated, gone ON entry
    WHEN (old.published, old.problems, old.updated, old.gone)
    <> (new.published, new.problems, new.updated, new.gone) BEGIN
    DELETE FROM member WHERE published = old.published AND entry = old.id AND category IN
        (SELECT category FROM derived WHERE search = 0);
    {_MEMBER} AND NOT new.gone
        AND (c.kind = 'problem' AND new.problems <> '[]' OR c.kind = 'updated' AND new.updated);
END;
"""  # noqa: S608 - our own words
"""Keeps these views as entries come and change; ``story_schema`` makes it anew."""

TABLES = f"""
CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    position INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    ages TEXT NOT NULL,
    aged INTEGER NOT NULL,
    below INTEGER
);
CREATE TABLE derived (
    category INTEGER PRIMARY KEY,
    search INTEGER NOT NULL,
    mount INTEGER NOT NULL
);
CREATE INDEX derived_of ON derived (search, mount);
CREATE INDEX derived_at ON derived (mount);
CREATE TABLE unjudged (
    published INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    marked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (published, entry)
) WITHOUT ROWID;

CREATE TRIGGER derived_for_source AFTER INSERT ON category WHEN new.kind = 'source' BEGIN
    INSERT INTO category (parent, kind, name)
        VALUES (new.id, 'updated', ''), (new.id, 'problem', '');
    INSERT INTO category (parent, kind, name)
        SELECT new.id, 'search', name FROM saved_search;
    INSERT INTO derived SELECT c.id, coalesce(s.id, 0), new.id FROM category c
        LEFT JOIN saved_search s ON c.kind = 'search' AND s.name = c.name
        WHERE c.parent = new.id AND c.kind IN ('updated', 'problem', 'search');
END;
CREATE TRIGGER derived_removed AFTER DELETE ON category BEGIN
    DELETE FROM derived WHERE category = old.id;
END;
CREATE TRIGGER search_saved AFTER INSERT ON saved_search BEGIN
    INSERT INTO category (parent, kind, name)
        SELECT id, 'search', new.name FROM category WHERE id = 1 OR kind = 'source';
    INSERT INTO derived SELECT id, new.id, parent FROM category
        WHERE kind = 'search' AND name = new.name;
END;
CREATE TRIGGER search_renamed AFTER UPDATE OF name ON saved_search BEGIN
    UPDATE category SET name = new.name
        WHERE id IN (SELECT category FROM derived WHERE search = new.id);
END;
CREATE TRIGGER search_removed AFTER DELETE ON saved_search BEGIN
    UPDATE category SET kind = 'emptied', name = id
        WHERE id IN (SELECT category FROM derived WHERE search = old.id);
    DELETE FROM derived WHERE search = old.id;
END;

CREATE TRIGGER entry_to_judge AFTER INSERT ON entry
    WHEN NOT new.gone AND EXISTS (SELECT 1 FROM saved_search) BEGIN
    INSERT OR REPLACE INTO unjudged VALUES (new.published, new.id, 0);
END;
CREATE TRIGGER entry_to_judge_again AFTER UPDATE OF
    published, categories, updated, gone ON entry
    WHEN (old.published, old.categories, old.updated, old.gone)
    <> (new.published, new.categories, new.updated, new.gone) BEGIN
    DELETE FROM unjudged WHERE published = old.published AND entry = old.id;
    INSERT OR REPLACE INTO unjudged SELECT new.published, new.id, 0
        WHERE NOT new.gone AND EXISTS (SELECT 1 FROM saved_search);
END;
CREATE TRIGGER entry_not_judged AFTER DELETE ON entry BEGIN
    {_OUT});
    DELETE FROM unjudged WHERE published = old.published AND entry = old.id;
END;
CREATE TRIGGER entry_moved AFTER UPDATE OF published, gone ON entry
    WHEN (old.published, old.gone) <> (new.published, new.gone) BEGIN
    {_OUT} WHERE search > 0);
END;
CREATE TRIGGER doc_to_judge AFTER INSERT ON doc
    WHEN EXISTS (SELECT 1 FROM saved_search) BEGIN
    INSERT OR REPLACE INTO unjudged VALUES (new.published, new.entry, 0);
END;

CREATE TRIGGER mark_in_derived AFTER INSERT ON mark
    WHEN new.read OR new.starred OR new.later BEGIN
    {_AS_READ};
    {_JUDGE_MARKED};
END;
CREATE TRIGGER mark_in_derived_again AFTER UPDATE OF read, starred, later ON mark
    WHEN (old.read, old.starred, old.later) <> (new.read, new.starred, new.later) BEGIN
    {_AS_READ};
    {_JUDGE_MARKED};
END;

{SMART}

INSERT INTO category (parent, kind, name)
    SELECT id, 'updated', '' FROM category WHERE id = 1 OR kind = 'source';
INSERT INTO category (parent, kind, name)
    SELECT id, 'problem', '' FROM category WHERE id = 1 OR kind = 'source';
INSERT INTO derived SELECT id, 0, parent FROM category
    WHERE kind IN ('updated', 'problem');
{STAND}
"""  # noqa: S608 - our own words
"""What is in a list because a query, or what its source says, puts it there.

A saved search is a category for everything and one for each source, as the smart views are;
``derived`` names these categories, ``search`` 0 those that follow from the entry alone.
``marks`` says whether a query asks for marks, ``ages`` after how many seconds it may want
something else, ``aged`` the second for which its lists hold, ``below`` that older entries
were not looked at yet (NULL: all were). What may have come to belong, or no longer to, waits in
``unjudged``; ``marked``: only since it was marked.
"""
