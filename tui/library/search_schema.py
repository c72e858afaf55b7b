"""The tables of the search, as one migration; it knows no query."""

TABLES = """
CREATE VIRTUAL TABLE found USING fts5 (
    title, author, body, facts,
    content='', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE opening USING fts5 (
    letters,
    content='', detail=none, tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE doc (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL,
    published INTEGER NOT NULL
);
CREATE UNIQUE INDEX doc_of ON doc (entry) WHERE entry > 0;
CREATE TABLE unindexed (
    published INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (published, entry)
) WITHOUT ROWID;
INSERT INTO unindexed SELECT published, id FROM entry WHERE NOT gone;

CREATE TRIGGER entry_to_index AFTER INSERT ON entry WHEN NOT new.gone BEGIN
    INSERT OR IGNORE INTO unindexed VALUES (new.published, new.id);
END;
CREATE TRIGGER entry_to_index_again AFTER UPDATE OF
    title, author, published, tags, problems, digest, gone ON entry
    WHEN (old.title, old.author, old.published, old.tags, old.problems, old.digest, old.gone)
    <> (new.title, new.author, new.published, new.tags, new.problems, new.digest, new.gone)
BEGIN
    UPDATE doc SET entry = 0 WHERE entry = old.id AND entry > 0;
    DELETE FROM unindexed WHERE published = old.published AND entry = old.id;
    INSERT OR IGNORE INTO unindexed SELECT new.published, new.id WHERE NOT new.gone;
END;
CREATE TRIGGER entry_to_index_no_more AFTER DELETE ON entry BEGIN
    UPDATE doc SET entry = 0 WHERE entry = old.id AND entry > 0;
    DELETE FROM unindexed WHERE published = old.published AND entry = old.id;
END;
CREATE TRIGGER page_to_index AFTER INSERT ON page BEGIN
    UPDATE doc SET entry = 0 WHERE entry = new.entry AND entry > 0;
    INSERT OR IGNORE INTO unindexed
        SELECT published, id FROM entry WHERE id = new.entry AND NOT gone;
END;
CREATE TRIGGER page_to_index_again AFTER UPDATE OF shown ON page
    WHEN old.shown <> new.shown BEGIN
    UPDATE doc SET entry = 0 WHERE entry = new.entry AND entry > 0;
    INSERT OR IGNORE INTO unindexed
        SELECT published, id FROM entry WHERE id = new.entry AND NOT gone;
END;
"""
"""What is searched.

``found`` has the words of each document, ``opening`` what no word needs to be known in full
for: each single Chinese character, the first letters of other words, and facts. Both keep
no text. A document's number begins with its day, so that the newest come first by number.
SQLite of before 3.43 cannot take a document out of such a table: an entry that changes or
goes leaves it behind as entry 0, and gets another.
"""
