"""nginx with the made feeds, and what servers of feeds do besides answering."""

import os
from collections.abc import Sequence

from typing_extensions import override

from tests.servers.local.articles import write_feeds
from tests.servers.local.server import Local

USER, PASSWORD = "bob", "s3cret"

_CONFIGURATION = """
daemon off; worker_processes 1; pid nginx-own.pid; error_log stderr;
events { worker_connections 512; }
http {
  access_log off; charset utf-8; default_type application/octet-stream;
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
  uwsgi_temp_path tmp; scgi_temp_path tmp;
  types {
    application/rss+xml xml; application/atom+xml atom;
    application/feed+json json; text/x-opml opml;
  }
  gzip on; gzip_types *; gzip_min_length 200;
  limit_req_zone $binary_remote_addr zone=seldom:64k rate=1r/m;
  server {
    listen 127.0.0.1:PORT; root www;
    location /login/ { alias www/; auth_basic 'the "inner" feeds'; auth_basic_user_file users; }
    location /forever/ { rewrite ^/forever/(.*) /$1 permanent; }
    location /for-now/ { rewrite ^/for-now/(.*) /$1 redirect; }
    location = /round { return 302 /round; }
    location = /gone { return 410; }
    location /seldom/ { alias www/; limit_req zone=seldom; limit_req_status 429;
      error_page 429 @later; }
    location @later { add_header Retry-After 2000 always; return 429; }
    location /slow/ { alias www/; limit_rate 4k; }
  }
}
"""


class FeedServer(Local):
    name = "feedsrv"
    packages = ("nginx-light", "openssl")

    @override
    def install(self) -> None:
        folder = self.place.folder
        (folder / "tmp").mkdir(exist_ok=True)
        (folder / "logs").mkdir(exist_ok=True)
        write_feeds(folder / "www", self.place.url)
        hashed = self.place.run("openssl", "passwd", "-apr1", PASSWORD)
        self.place.write("users", f"{USER}:{hashed}")
        text = _CONFIGURATION.replace("PORT", str(self.place.port()))
        for name in ("www", "tmp", "users"):  # nginx would look beside its own files
            text = text.replace(f" {name};", f" {folder / name};")
            text = text.replace(f" {name}/;", f" {folder / name}/;")
        self.place.write("nginx.conf", text)

    @override
    def start(self) -> None:
        folder = self.place.folder
        own = ("-e", "stderr", "-p", folder, "-c", folder / "nginx.conf")
        # Root's nginx would read as another user, who may not look in here.
        user = ("-g", "user root;") if os.geteuid() == 0 else ()
        self.place.spawn("nginx", "/usr/sbin/nginx", *own, *user)
        self.place.wait("/feeds.opml")

    @override
    def accounts(self) -> Sequence[str]:
        return [f"feeds,{self.place.url},{USER},{PASSWORD}"]
