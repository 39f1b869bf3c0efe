"""A TCP relay in front of a broker that understands just enough of Kafka's framing to mend frames in passing.

Every Kafka frame is a 4-byte big-endian length and that many bytes. A request begins with api_key (2 bytes),
api_version (2) and correlation_id (4); a response begins with the correlation_id of its request.
"""
import contextlib
import socket
import struct
import threading

import faults

HOST = "127.0.0.1"
MAX_FRAME_BYTES = 1 << 30  # a broker that sends a whole backlog in one Fetch stays below this
CHUNK_BYTES = 1 << 20  # large enough that the copying costs little beside the system calls

API_VERSIONS = 18


def read_exactly(sock, count):
    """The next `count` bytes, or None when the peer has closed."""
    buffer = bytearray(count)
    view, have = memoryview(buffer), 0
    while have < count:
        received = sock.recv_into(view[have:])
        if received == 0:
            return None
        have += received
    return buffer


def read_frame(sock):
    """The next frame without its length, or None when the peer has closed or talks something else."""
    head = read_exactly(sock, 4)
    if head is None:
        return None
    length = struct.unpack(">i", head)[0]
    if not 8 <= length <= MAX_FRAME_BYTES and length != 4:
        return None
    return read_exactly(sock, length)


def write_frame(send, frame):
    send(struct.pack(">i", len(frame)))
    send(frame)


def copy_bytes(source, send):
    """Copies until either side closes, looking at nothing."""
    buffer = bytearray(CHUNK_BYTES)
    view = memoryview(buffer)
    while received := source.recv_into(buffer):
        send(view[:received])


def no_delay(sock):
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def answers(port):
    """Whether a Kafka broker answers ApiVersions v0 on this port of the loopback address."""
    request = struct.pack(">hhih", API_VERSIONS, 0, 1, -1)
    try:
        with socket.create_connection((HOST, port), timeout=1) as sock:
            write_frame(sock.sendall, request)
            return read_frame(sock) is not None
    except OSError:
        return False


class Relay:
    """Listens on a free port and joins every client with the broker through `join(conversation)`.

    `join` runs on a thread of the connection and returns when the conversation is over.
    """

    def __init__(self, join):
        self.join = join
        self.upstream = None
        self.faults = faults.Faults()
        self.listener = socket.create_server((HOST, 0), backlog=64)
        self.port = self.listener.getsockname()[1]

    def start(self, upstream):
        self.upstream = upstream
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        # A reset or a closed socket is how conversations end; the client sees it and connects anew.
        with contextlib.suppress(OSError), no_delay(client):
            with no_delay(socket.create_connection((HOST, self.upstream))) as broker:
                conversation = self.faults.open(client, broker)
                try:
                    self.join(conversation)
                finally:
                    self.faults.close(conversation)

    def both_ways(self, conversation, upward, downward):
        """Runs the two directions until both have ended; the end of one closes the other.

        A direction is called with where to read and what sends on.
        """

        def run(direction, source, sink):
            with contextlib.suppress(OSError):
                direction(source, lambda data: self.faults.forward(conversation, sink, data))
            if conversation.is_forgotten and source is conversation.broker:
                return  # The client is not told.
            for sock, how in ((sink, socket.SHUT_WR), (source, socket.SHUT_RD)):
                with contextlib.suppress(OSError):
                    sock.shutdown(how)

        up = threading.Thread(target=run, args=(upward, conversation.client, conversation.broker), daemon=True)
        up.start()
        run(downward, conversation.broker, conversation.client)
        up.join()
