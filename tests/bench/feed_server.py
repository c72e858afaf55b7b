"""A server of many made feeds on this machine: python -m tests.bench.feed_server COUNT EACH.

Prints its address. Feed ``/N`` has EACH articles, an ETag and a date, and answers 304 to
either; a question for ``/next`` gives every feed as many new articles; ``/count`` says
how many answers were 304, and how many bytes were sent. All is made before it is asked
for, so that it costs little beside those that ask.
"""

import asyncio
import gzip
import sys

_TEXT = "<p>A paragraph of an article, 有一些中文，and <b>bold</b> words.</p>" * 40


class _Feeds:
    def __init__(self, count: int, each: int) -> None:
        self.count, self.each, self.round = count, each, 0
        self.made: list[bytes] = []
        self.unchanged = self.sent = 0
        self.next()

    def next(self) -> None:
        self.round += 1
        self.made = [self._feed(number) for number in range(self.count)]

    def _feed(self, number: int) -> bytes:
        first = self.round * self.each
        items = "".join(
            f"<item><title>Feed {number}, article {n} 标题</title>"
            f"<link>https://example.org/{number}/{n}</link>"
            f"<guid>https://example.org/{number}/{n}</guid>"
            f"<dc:creator>Ann</dc:creator><category>news</category>"
            f"<pubDate>Sun, 22 Mar 2026 10:{n % 60:02}:{number % 60:02} GMT</pubDate>"
            f"<description><![CDATA[{n} {_TEXT}]]></description></item>"
            for n in range(first, first + self.each)
        )
        return gzip.compress(
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            f"<title>Feed {number}</title><link>https://example.org/{number}</link>"
            f"<description>made</description>{items}</channel></rss>".encode(),
            1,
        )

    def answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        if path == "/next":
            self.next()
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        if path == "/count":
            said = f"{self.unchanged} {self.sent}".encode()
            return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (
                len(said),
                said,
            )
        etag, date = f'"{self.round}"', f"Sun, 22 Mar 2026 10:00:{self.round:02} GMT"
        asked = request.decode()
        if etag in asked or f"If-Modified-Since: {date}" in asked:
            self.unchanged += 1
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
        body = self.made[int(path[1:])]
        return (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
            f"ETag: {etag}\r\nLast-Modified: {date}\r\n"
            f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while True:
                answer = self.answer(await reader.readuntil(b"\r\n\r\n"))
                self.sent += len(answer)
                writer.write(answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            writer.close()


async def _main() -> None:
    feeds = _Feeds(*map(int, sys.argv[1:3]))
    server = await asyncio.start_server(feeds.serve, "127.0.0.1", 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
