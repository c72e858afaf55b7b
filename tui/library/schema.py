"""The tables of the library, as an append-only list of migrations."""

from tui.library import (
    claims_schema,
    names_schema,
    saved_schema,
    search_schema,
    story_schema,
    tally_schema,
    tidy_schema,
)

MIGRATIONS = (
    """
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    mount INTEGER NOT NULL,
    UNIQUE (kind, address)
);
CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    UNIQUE (parent, kind, name)
);
INSERT INTO category (id, parent, kind, name) VALUES (1, 0, 'all', '');
INSERT INTO category (parent, kind, name) VALUES (1, 'starred', ''), (1, 'later', '');

CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    url TEXT NOT NULL,
    published INTEGER NOT NULL,
    certain INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    categories TEXT NOT NULL,
    tags TEXT NOT NULL,
    problems TEXT NOT NULL,
    digest BLOB NOT NULL,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    updated INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, key)
);
CREATE INDEX entry_with_problems ON entry (id) WHERE problems <> '[]' AND NOT gone;

CREATE TABLE member (
    category INTEGER NOT NULL,
    published INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (category, published, entry)
) WITHOUT ROWID;
CREATE INDEX member_unread ON member (category, published, entry) WHERE unread;

CREATE TABLE day (
    category INTEGER NOT NULL,
    day INTEGER NOT NULL,
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (category, day)
) WITHOUT ROWID;

CREATE TRIGGER member_added AFTER INSERT ON member BEGIN
    UPDATE category SET total = total + 1, unread = unread + new.unread
     WHERE id = new.category;
    INSERT INTO day VALUES (new.category, new.published / 86400, 1, new.unread)
        ON CONFLICT DO UPDATE SET total = total + 1, unread = unread + excluded.unread;
END;
CREATE TRIGGER member_removed AFTER DELETE ON member BEGIN
    UPDATE category SET total = total - 1, unread = unread - old.unread
     WHERE id = old.category;
    UPDATE day SET total = total - 1, unread = unread - old.unread
     WHERE category = old.category AND day = old.published / 86400;
    DELETE FROM day
     WHERE category = old.category AND day = old.published / 86400 AND total = 0;
END;
CREATE TRIGGER member_read AFTER UPDATE OF unread ON member
    WHEN old.unread <> new.unread BEGIN
    UPDATE category SET unread = unread + new.unread - old.unread
     WHERE id = new.category;
    UPDATE day SET unread = unread + new.unread - old.unread
     WHERE category = new.category AND day = new.published / 86400;
END;

CREATE TABLE mark (
    entry INTEGER PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0,
    block INTEGER NOT NULL DEFAULT -1,
    line INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    field TEXT NOT NULL,
    want INTEGER NOT NULL,
    label TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE changed (
    change INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (change, entry)
) WITHOUT ROWID;
CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
""",
    "ALTER TABLE entry ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;",
    "CREATE INDEX entry_at ON entry (substr(url, -40)) WHERE url <> '';",
    """
CREATE TABLE page (
    entry INTEGER PRIMARY KEY,
    html BLOB NOT NULL,
    base TEXT NOT NULL,
    shown INTEGER NOT NULL
);
CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
    DELETE FROM page WHERE entry = old.id;
END;
""",
    """
CREATE TABLE body (
    entry INTEGER PRIMARY KEY,
    packed BLOB NOT NULL,
    base TEXT NOT NULL,
    markdown INTEGER NOT NULL
);
CREATE TRIGGER body_removed AFTER DELETE ON entry BEGIN
    DELETE FROM body WHERE entry = old.id;
END;
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prefix TEXT NOT NULL,
    url TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folder TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT '{}',
    due INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX feed_due ON feed (due);
""",
    """
ALTER TABLE source ADD COLUMN state TEXT NOT NULL DEFAULT '{}';
ALTER TABLE source ADD COLUMN login TEXT NOT NULL DEFAULT '{}';
CREATE TABLE wish (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL,
    field TEXT NOT NULL,
    want INTEGER NOT NULL,
    UNIQUE (entry, field)
);
""",
    """
ALTER TABLE feed ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
CREATE UNIQUE INDEX feed_prefix ON feed (prefix);
""",
    """
CREATE TABLE beyond (
    category INTEGER PRIMARY KEY,
    total INTEGER,
    unread INTEGER NOT NULL
);
CREATE TABLE stretch (
    source INTEGER NOT NULL,
    scope TEXT NOT NULL,
    oldest INTEGER NOT NULL,
    edge INTEGER NOT NULL,
    more TEXT,
    PRIMARY KEY (source, scope, oldest)
) WITHOUT ROWID;
CREATE TABLE server_found (
    entry INTEGER NOT NULL,
    category INTEGER NOT NULL,
    PRIMARY KEY (entry, category)
) WITHOUT ROWID;
INSERT INTO category (parent, kind, name) VALUES (1, 'found', '');
CREATE TRIGGER category_removed AFTER DELETE ON category BEGIN
    DELETE FROM beyond WHERE category = old.id;
END;
CREATE TRIGGER source_left AFTER UPDATE OF mount ON source WHEN new.mount = 0 BEGIN
    DELETE FROM stretch WHERE source = old.id;
END;
CREATE TRIGGER found_removed AFTER DELETE ON entry BEGIN
    DELETE FROM server_found WHERE entry = old.id;
END;
""",
    search_schema.TABLES,
    """
ALTER TABLE feed ADD COLUMN also TEXT NOT NULL DEFAULT '[]';
""",
    "ALTER TABLE feed ADD COLUMN login TEXT NOT NULL DEFAULT '{}';",
    """
ALTER TABLE page ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
CREATE TABLE pack (
    entry INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    whole INTEGER NOT NULL
);
CREATE TABLE picture (
    entry INTEGER NOT NULL,
    address TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    UNIQUE (entry, address)
);
CREATE INDEX picture_at ON picture (address, bytes);
CREATE TRIGGER packed_removed AFTER DELETE ON entry BEGIN
    DELETE FROM pack WHERE entry = old.id;
    DELETE FROM picture WHERE entry = old.id;
END;
""",
    """
CREATE TABLE silent (
    feed INTEGER NOT NULL,
    category INTEGER NOT NULL,
    failing INTEGER NOT NULL,
    PRIMARY KEY (feed, category)
) WITHOUT ROWID;
CREATE INDEX silent_at ON silent (category, failing);
""",
    "ALTER TABLE feed ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;",
    saved_schema.TABLES,
    names_schema.TABLES,
    tidy_schema.TABLES,
    claims_schema.TABLES,
    tally_schema.TABLES,
    story_schema.TABLES,
    "CREATE INDEX feed_name ON feed (name);",
)
