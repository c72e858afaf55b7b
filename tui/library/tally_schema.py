"""What lets many places be counted at once, as one migration; it counts nothing itself."""

TABLES = """
CREATE TABLE tallying (one INTEGER PRIMARY KEY);
DROP TRIGGER member_added;
CREATE TRIGGER member_added AFTER INSERT ON member
    WHEN NOT EXISTS (SELECT 1 FROM tallying) BEGIN
    UPDATE category SET total = total + 1, unread = unread + new.unread
     WHERE id = new.category;
    INSERT INTO day VALUES (new.category, new.published / 86400, 1, new.unread)
        ON CONFLICT DO UPDATE SET total = total + 1, unread = unread + excluded.unread;
END;
DROP TRIGGER names_come;
CREATE TRIGGER names_come AFTER INSERT ON entry WHEN NOT new.gone AND new.author <> '' BEGIN
    INSERT INTO known_name VALUES ('author', new.author, 1)
        ON CONFLICT DO UPDATE SET uses = uses + 1;
END;
CREATE TRIGGER tags_come AFTER INSERT ON entry WHEN NOT new.gone AND new.tags <> '[]' BEGIN
    INSERT INTO known_name SELECT DISTINCT 'tag', value, 1 FROM json_each(new.tags)
        WHERE value <> '' ON CONFLICT DO UPDATE SET uses = uses + 1;
END;
"""
"""Who fills ``tallying`` counts what it puts into ``member`` itself, and empties it again in
the same transaction: to count a hundred places of one category at once is one row.
"""
