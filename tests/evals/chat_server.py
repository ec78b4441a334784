"""A server on loopback that speaks as OpenAI's does, with replies from a script."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def chat_server(replies):
    """Serve; ``replies`` are texts, or numbers as HTTP faults, in turn; the last one stays.

    Yields the address and the list of what was asked.
    """
    script, asked = list(replies), []

    class Scripted(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(json.loads(body)["messages"])
            reply = script.pop(0) if len(script) > 1 else script[0]
            if isinstance(reply, int):
                self.send_error(reply)
                return
            self.reply({"role": "assistant", "content": reply})

        def reply(self, message):
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            found = {"id": "a", "object": "chat.completion", "created": 1, "model": "sample"}
            data = json.dumps({**found, "choices": [choice], "usage": usage}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Scripted) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", asked
        finally:
            server.shutdown()
            thread.join()
