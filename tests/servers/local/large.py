"""Another person at a Miniflux who has many articles, made by its own database."""

USER = "many"
MANY = 20_000
FEEDS, IN_FOLDER = 60, 20
_STATEMENTS = """
INSERT INTO users (username, password)
    SELECT '{user}', password FROM users WHERE id = 1 ON CONFLICT DO NOTHING;
CREATE TEMP TABLE one AS SELECT id FROM users WHERE username = '{user}';
INSERT INTO integrations (user_id, googlereader_enabled, googlereader_username,
        googlereader_password)
    SELECT one.id, true, '{user}', googlereader_password FROM one, integrations
    WHERE user_id = 1 ON CONFLICT DO NOTHING;
INSERT INTO categories (user_id, title)
    SELECT id, 'Folder ' || n FROM one, generate_series(1, {folders}) n
    ON CONFLICT DO NOTHING;
INSERT INTO feeds (user_id, category_id, title, feed_url, site_url, disabled)
    SELECT one.id, c.id, 'Feed ' || n, 'http://example.org/' || n,
        'http://example.org/', true
    FROM one, generate_series(1, {feeds}) n
    JOIN categories c ON c.title = 'Folder ' || (n - 1) / {in_folder} + 1
    WHERE c.user_id = one.id ON CONFLICT DO NOTHING;
INSERT INTO entries (user_id, feed_id, hash, published_at, changed_at, title, url,
        content, author, status, starred, document_vectors)
    SELECT f.user_id, f.id, md5('many' || n), to_timestamp(1600000000 + n / 3 * 60),
        to_timestamp(1600000000 + n / 3 * 60), 'No. ' || n || ' about ' || word,
        'http://example.org/' || n,
        '<p>' || word || ' ' || repeat('The lamp is lit. ', 60) || '</p>', '张三',
        (CASE WHEN n % 3 = 0 THEN 'read' ELSE 'unread' END)::entry_status,
        n % 1000 = 0, to_tsvector('simple', 'No ' || n || ' about ' || word)
    FROM generate_series(1, {total}) n
    JOIN LATERAL (SELECT (ARRAY['lighthouse', 'bread', 'chess'])[n % 3 + 1] word) w ON true
    JOIN feeds f ON f.title = 'Feed ' || (n * 7 % {feeds} + 1)
    WHERE f.user_id = (SELECT id FROM one) ON CONFLICT DO NOTHING;
ANALYZE entries;
"""


def many(total: int) -> str:
    """Return the statements that let ``USER`` have ``total`` articles, 1 to ``total``."""
    folders = FEEDS // IN_FOLDER
    return _STATEMENTS.format(
        user=USER, total=total, feeds=FEEDS, folders=folders, in_folder=IN_FOLDER
    )
