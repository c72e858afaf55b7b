"""WordPress as Debian has it, on MariaDB, served by PHP itself."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import override

from tests.servers.local.articles import articles
from tests.servers.local.place import copy, own
from tests.servers.local.server import Local

USER, PASSWORD = "admin", "admin-Pass1"
_USER = "mysql"
_CONFIGURATION = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'wordpress');
define('DB_PASSWORD', 'wordpress'); define('DB_HOST', '127.0.0.1:DBPORT');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', sha1('key' . $name)); define($name . '_SALT', sha1($name));
}
define('WP_HOME', 'ADDRESS'); define('WP_SITEURL', 'ADDRESS');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_DEBUG', false);
define('WP_ENVIRONMENT_TYPE', 'local');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
# What a web server's rewriting would do: files are files, all else is the index.
_ROUTES = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if (is_file($file) || ($path !== '/' && is_file("$file/index.php"))) return false;
foreach (['SCRIPT_NAME', 'PHP_SELF'] as $name) $_SERVER[$name] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
"""
_INSTALL = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
if (is_blog_installed()) exit;
wp_install('Made News', 'admin', 'a@example.org', true, '', 'admin-Pass1');
wp_delete_post(1, true);
"""
_FILL = """<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $argv[1] . '/wp-load.php'; require ABSPATH . 'wp-admin/includes/taxonomy.php';
wp_set_current_user(1);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
$wp_rewrite->flush_rules(false);
update_option('posts_per_rss', 100);
wp_defer_term_counting(true);
foreach (json_decode(stream_get_contents(STDIN), true) as $post) {
    $folder = wp_create_category($post['folder']);
    $feed = wp_create_category($post['feed'], $folder);
    wp_insert_post(wp_slash([
        'post_title' => $post['title'], 'post_content' => $post['html'],
        'post_status' => 'publish', 'post_author' => 1,
        'post_date' => $post['date'], 'post_date_gmt' => $post['date'],
        'post_category' => [$folder, $feed], 'tags_input' => [$post['tag']],
    ]));
}
wp_defer_term_counting(false);
$made = WP_Application_Passwords::create_new_application_password(1, ['name' => 'tests']);
echo $made[0];
"""


class WordPress(Local):
    name = "wordpress"
    packages = (
        "php-fpm",  # with nginx, else its packages bring Apache
        "nginx-light",
        "php-cli",
        "php-mysql",
        "php-gd",
        "php-xml",
        "php-mbstring",
        "php-intl",
        "php-curl",
        "mariadb-server",
        "wordpress",
    )

    @override
    def install(self) -> None:
        site, data = self.place.folder / "site", self.place.folder / "mariadb" / "data"
        copy(Path("/usr/share/wordpress"), site, without=("wp-config.php",))
        (site / "wp-content" / "uploads").mkdir(parents=True, exist_ok=True)
        text = _CONFIGURATION.replace("ADDRESS", self.place.url)
        text = text.replace("DBPORT", str(self.place.port("mariadb")))
        (site / "wp-config.php").write_text(text, "utf-8")
        for name, script in (
            ("routes", _ROUTES),
            ("install", _INSTALL),
            ("fill", _FILL),
        ):
            self.place.write(f"{name}.php", script)
        if not data.exists():
            data.parent.mkdir()
            own(data.parent, _USER)
            making = ("--no-defaults", f"--datadir={data}", "--skip-test-db")
            rights = "--auth-root-authentication-method=normal"
            self.place.run("mariadb-install-db", *making, rights, user=_USER)

    @override
    def start(self) -> None:
        folder, port = self.place.folder / "mariadb", self.place.port("mariadb")
        socket = folder / "socket"
        self.place.spawn(
            "mariadb",
            _mariadbd(),
            "--no-defaults",
            f"--datadir={folder / 'data'}",
            "--bind-address=127.0.0.1",
            f"--port={port}",
            f"--socket={socket}",
            f"--pid-file={folder / 'pid'}",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=32M",
            "--performance-schema=OFF",
            user=_USER,
        )
        self.place.wait(port=port)
        asking = ("mariadb", "--no-defaults", "-S", socket, "-u", "root")
        self.place.run(*asking, text=_DATABASE)
        self._php("install")
        listening = ("-S", f"127.0.0.1:{self.place.port()}", "-t", self._site)
        self.place.spawn(
            "web",
            *("php", "-d", "display_errors=0", *listening),
            self.place.folder / "routes.php",
            more={"PHP_CLI_SERVER_WORKERS": "4"},
        )
        self.place.wait("/wp-json/")

    @override
    def fill(self) -> None:
        if not self._password.exists():
            posts = [
                {
                    "title": it.title,
                    "html": it.html,
                    "date": f"{it.date:%Y-%m-%d %H:%M:%S}",
                    "folder": it.folder,
                    "feed": it.feed_title,
                    "tag": it.feed,
                }
                for it in articles()
            ]
            made = self._php("fill", json.dumps(posts))
            self._password.write_text(made.strip().splitlines()[-1])

    def _php(self, script: str, text: str = "") -> str:
        return self.place.run("php", f"{script}.php", self._site, text=text)

    @property
    def _site(self) -> Path:
        return self.place.folder / "site"

    @property
    def _password(self) -> Path:
        return self.place.folder / "application-password"

    @override
    def accounts(self) -> Sequence[str]:
        return [f"wordpress,{self.place.url},{USER},{self._password.read_text()}"]


_DATABASE = """
CREATE DATABASE IF NOT EXISTS wordpress;
GRANT ALL ON wordpress.* TO wordpress@'127.0.0.1' IDENTIFIED BY 'wordpress';
GRANT ALL ON wordpress.* TO wordpress@localhost IDENTIFIED BY 'wordpress';
"""


def _mariadbd() -> str:
    return shutil.which("mariadbd", path="/usr/sbin:/usr/bin") or "mariadbd"
