"""The table of what programs do just now, as one migration; it ends no claim."""

TABLES = """
CREATE TABLE claim (
    what TEXT PRIMARY KEY,
    until INTEGER NOT NULL,
    owner TEXT NOT NULL
) WITHOUT ROWID;
ALTER TABLE feed DROP COLUMN claimed;
"""
