"""What may be wrong with the network between a client and a broker, while somebody asks for it.

The relay passes every piece of data through `Faults.forward`; a control port takes one command a line:

  cut              reset every connection; new ones are served
  half-open        forget every connection without telling the client: what it sends vanishes; new ones are served
  delay MS         hold each piece for so long, both ways (0: no more)
  rate BYTES       at most so many bytes a second on each way of each connection (0: no bound)
  black-hole       hold everything, old connections and new ones
  drop-reply KEY   swallow the next answer to a request of this api key; the command waits until it has happened
  drop-request KEY swallow the next request of this api key, likewise
  arm-reply KEY, arm-request KEY   the same without waiting
  dropped          wait until everything that is to be swallowed has been
  stop, start      kill the broker's process; start it again on its port and data
  shut             hold everything for two seconds, so that the broker writes what it acknowledged, then end it with SIGTERM
  mend             none of the above

The answer is `ok`, or a line that says what is wrong.
"""
import contextlib
import socket
import struct
import sys
import threading
import time

HOST = "127.0.0.1"
SETTLE_SECONDS = 2  # noida writes that late: even in good order it forgets what it acknowledged just before
DROP_SECONDS = 240  # a request that is to be dropped comes within this, or never


class Conversation:
    """The two ends of one client's connection."""

    def __init__(self, client, broker):
        self.client, self.broker = client, broker
        self.is_forgotten = False


class Faults:
    def __init__(self):
        self.changed = threading.Condition()
        self.delay, self.rate, self.is_black = 0.0, 0, False
        self.drops = {}  # ("reply" | "request", api key) -> how many more are to be swallowed
        self.conversations = set()

    def open(self, client, broker):
        conversation = Conversation(client, broker)
        with self.changed:
            self.conversations.add(conversation)
        return conversation

    def close(self, conversation):
        with self.changed:
            self.conversations.discard(conversation)

    def forward(self, conversation, sink, data):
        """Sends a piece on, late or never, as the faults of now want it."""
        with self.changed:
            while self.is_black:
                self.changed.wait()
            delay, rate = self.delay, self.rate
        if delay or rate:
            time.sleep(delay + (len(data) / rate if rate else 0))
        if not conversation.is_forgotten:
            sink.sendall(data)

    def swallows(self, way, key):
        with self.changed:
            left = self.drops.get((way, key), 0)
            if left == 0:
                return False
            self.drops[way, key] = left - 1
            self.changed.notify_all()
            return True

    def cut(self):
        for conversation in self._taken():
            # A reset, not an orderly end.
            with contextlib.suppress(OSError):
                conversation.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            for sock in (conversation.client, conversation.broker):
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def forget(self):
        for conversation in self._taken():
            conversation.is_forgotten = True
            with contextlib.suppress(OSError):
                conversation.broker.shutdown(socket.SHUT_RDWR)

    def arm(self, way, key):
        with self.changed:
            self.drops[way, key] = 1

    def dropped(self):
        """Waits until nothing is to be swallowed any more; what does not come in time never will."""
        with self.changed:
            if self.changed.wait_for(lambda: not any(self.drops.values()), DROP_SECONDS):
                return True
            self.drops = {}
            return False

    def set(self, **changes):
        with self.changed:
            for name, value in changes.items():
                setattr(self, name, value)
            self.changed.notify_all()

    def mend(self):
        self.set(delay=0.0, rate=0, is_black=False, drops={})

    def _taken(self):
        with self.changed:
            return list(self.conversations)


def obey(line, faults, broker):
    """Runs one command and returns the answer."""
    word, *rest = line.split() or [""]
    number = int(rest[0]) if rest and rest[0].isdigit() else None
    if word == "cut":
        faults.cut()
    elif word == "half-open":
        faults.forget()
    elif word == "black-hole":
        faults.set(is_black=True)
    elif word == "delay" and number is not None:
        faults.set(delay=number / 1000)
    elif word == "rate" and number is not None:
        faults.set(rate=number)
    elif word in ("drop-reply", "drop-request", "arm-reply", "arm-request") and number is not None:
        step, way = word.split("-")
        faults.arm(way, number)
        if step == "drop":
            return obey("dropped", faults, broker)
    elif word == "dropped":
        if not faults.dropped():
            return f"what was to be dropped did not come within {DROP_SECONDS} s"
    elif word == "stop":
        broker.stop()
    elif word == "shut":
        faults.set(is_black=True)
        time.sleep(SETTLE_SECONDS)
        broker.end()
        faults.set(is_black=False)
    elif word == "start":
        if not broker.start():
            return "the broker did not start"
    elif word == "mend":
        faults.mend()
    else:
        return f"cannot read {line!r}"
    return "ok"


def serve(faults, broker):
    """Takes commands on a free port of the loopback address, which is returned."""
    listener = socket.create_server((HOST, 0))

    def converse(sock):
        with sock, sock.makefile("rw", encoding="utf-8") as lines:
            with contextlib.suppress(OSError):
                for line in lines:
                    print(obey(line.strip(), faults, broker), file=lines, flush=True)

    def accept():
        while True:
            threading.Thread(target=converse, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def main():
    """faults.py PORT COMMAND [ARGUMENT]: sends one command; exit code 0 when it was obeyed."""
    with socket.create_connection((HOST, int(sys.argv[1])), timeout=DROP_SECONDS + 30) as sock:
        sock.sendall((" ".join(sys.argv[2:]) + "\n").encode())
        answer = sock.makefile(encoding="utf-8").readline().strip()
    if answer != "ok":
        print(answer, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
