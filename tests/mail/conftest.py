"""A mail server on this machine that takes everything it is given."""

import socketserver
import threading

import pytest


class Taking(socketserver.StreamRequestHandler):
    """A mail server that takes everything it is given."""

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "DATA":
                self.say("354 go on")
                self.server.taken.append(self.read_mail())
            self.say("250 fine")

    def read_mail(self):
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return "".join(lines)

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taking) as made:
        made.taken = []
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()
