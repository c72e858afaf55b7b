"""RSSHub, the whole of it, of npm: 600 MB, so only where it is asked for."""

import json
from collections.abc import Sequence

from typing_extensions import override

from tests.servers.local import packages
from tests.servers.local.server import Local

_DESCRIPTION = {
    "name": "made-rsshub",
    "private": True,
    "type": "module",
    "dependencies": {"rsshub": "1.0.0-master.f99e982", "@hono/node-server": "^2"},
    # What it asks for in versions that the registry no longer has.
    "overrides": {
        "@jocmp/mercury-parser": "3.0.7",
        "difflib": "0.2.4",
        "@oxc-parser/binding-wasm32-wasip1": "0.152.0",
    },
}
# The package offers only to fetch routes within a program; the file of the whole
# application, which answers HTTP, is one of the parts that it loads.
_SERVER = """
import { readFileSync } from 'node:fs';
import { Server } from 'node:net';
import { serve } from '@hono/node-server';
// It opens a port for measurements as well, to everyone; nothing here is for everyone.
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
    const others = rest.filter((one) => typeof one === 'function');
    if (typeof port !== 'object') return listen.call(this, +port, '127.0.0.1', ...others);
    return listen.call(this, { ...port, host: '127.0.0.1' }, ...rest);
};
const parts = new URL('./node_modules/rsshub/dist-lib/', import.meta.url);
const loaded = readFileSync(new URL('pkg.mjs', parts), 'utf8');
const name = loaded.match(/\\.\\/(app-[-\\w]+\\.mjs)/)[1];
const application = await import(new URL(name, parts));
serve({
    fetch: application.default.fetch, hostname: '127.0.0.1', port: +process.argv[2],
});
"""


class RssHub(Local):
    name = "rsshub"

    @override
    def install(self) -> None:
        packages.npm(self.place, json.dumps(_DESCRIPTION))
        self.place.write("server.mjs", _SERVER)

    @override
    def start(self) -> None:
        told = {
            **packages.npm(self.place, json.dumps(_DESCRIPTION)),
            "NODE_ENV": "production",
            "NO_LOGFILES": "true",
            "CACHE_TYPE": "memory",
            "ALLOW_USER_SUPPLY_UNSAFE_DOMAIN": "true",
            "REQUEST_RETRY": "0",
            "REQUEST_TIMEOUT": "3000",
            "NO_RANDOM_UA": "true",
            "UA": "Mozilla/5.0 (made)",
        }
        program = ("--max-http-header-size=32768", "server.mjs", str(self.place.port()))
        self.place.spawn(
            "web", self.place.folder / "venv/bin/node", *program, more=told
        )
        self.place.wait("/healthz", seconds=90)

    @override
    def accounts(self) -> Sequence[str]:
        return [f"rsshub,{self.place.url},,"]
