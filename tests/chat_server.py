"""A server on loopback that speaks as OpenAI's does, with replies from a script."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

LONGEST_WAIT = 30.0
POLL_SECONDS = 0.01
MORE_THAN_COMES = 1_000_000
HEAD = {"id": "a", "object": "chat.completion", "created": 1, "model": "sample"}


@dataclass(frozen=True)
class Reply:
    """What the model says, in pieces of a few letters, and how it goes wrong.

    It waits for ``after``; ``finish`` is the reason of the end, ``None`` for a stream that just
    stops, and a ``broken`` one stops before the length that was announced. An ``endless`` one says
    its text again and again, a ``silent`` one nothing more behind its text.
    """

    text: str = ""
    after: threading.Event | None = None
    finish: str | None = "stop"
    broken: bool = False
    endless: bool = False
    silent: bool = False


class ChatServer(ThreadingHTTPServer):
    """Says its replies in turn and remembers the messages that were sent."""

    def __init__(self, replies):
        super().__init__(("127.0.0.1", 0), Scripted)
        self.script, self.asked, self.stopped = list(replies), [], threading.Event()

    def next_reply(self, messages):
        self.asked.append(messages)
        reply = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        reply = reply(messages) if callable(reply) else reply
        return Reply(reply) if isinstance(reply, str) else reply


class Scripted(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = self.server.next_reply(body["messages"])
        if isinstance(reply, int):
            self.send_error(reply, explain=f"not with {self.headers['Authorization']}")
            return
        if reply.after:
            reply.after.wait(LONGEST_WAIT)
        try:
            self.stream(reply) if body.get("stream") else self.whole(reply)
        except ConnectionError:
            """Who asked has gone."""

    def whole(self, reply):
        message = {"role": "assistant", "content": reply.text}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        data = json.dumps({**HEAD, "choices": [choice], "usage": usage}).encode()
        self.start("application/json", len(data))
        self.wfile.write(data)

    def stream(self, reply):
        self.start("text/event-stream", MORE_THAN_COMES if reply.broken else None)
        pieces = [reply.text[i : i + 7] for i in range(0, len(reply.text), 7)]
        for piece in cycle(pieces) if reply.endless else pieces:
            if self.server.stopped.is_set():
                return
            self.event({"content": piece})
        if reply.silent:
            self.server.stopped.wait(LONGEST_WAIT)
        elif reply.finish and not reply.broken:
            self.event({}, reply.finish)
            self.wfile.write(b"data: [DONE]\n\n")

    def event(self, delta, finish=None):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {**HEAD, "object": "chat.completion.chunk", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def start(self, kind, length):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def chat_server(replies):
    """Serve; ``replies`` are said in turn, the last one again and again.

    Each is a text, a number as an HTTP fault, a ``Reply``, or a function of the messages that
    gives one of these. Yields the address and the list of the messages that were sent.
    """
    with ChatServer(replies) as server:
        thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", server.asked
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()
