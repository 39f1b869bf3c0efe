"""noida: transactions, consumer groups and admin, but it needs two of its answers mended.

1. It advertises its own port; clients must come back through the relay, so the port is rewritten.
2. Of the records of an aborted transaction it withholds the first batch only, and lists that transaction for ever.
   librdkafka drops what a listed producer wrote up to the next abort marker, so later committed records of that
   producer would vanish: transactions that began before the place where the client reads are taken off the list. (They
   are over for it: a client is never sent past the beginning of an open transaction.)
   That is done for Fetch up to v11, so clients that could speak a later one are told that there is none.
"""
import functools
import struct

import relay

FETCH, METADATA, FIND_COORDINATOR = 1, 3, 10
FIRST_FLEXIBLE_FETCH = 12  # from here on the layout differs; librdkafka 2.0.2 speaks up to 11
FIRST_FETCH_WITH_ABORTED = 4
FETCH_OFFERED, FETCH_MENDED = (struct.pack(">hhh", FETCH, 0, last) for last in (13, FIRST_FLEXIBLE_FETCH - 1))


def command(package, port, advertised, data):
    return [
        str(package / "noida_db" / "noida-db"), "start", "--only", "kafka", "--host", relay.HOST,
        "--kafka-port", str(port), "--data-dir", str(data),
    ]  # fmt: skip


def join(relay_, conversation):
    """Passes requests on as they are, noting what was asked, and mends the answers."""
    asked = {}  # correlation id -> (api key, version, fetch offsets); at most a client's requests in flight

    def upward(source, send):
        while (frame := relay.read_frame(source)) is not None:
            key, version, correlation = struct.unpack_from(">hhi", frame)
            asked[correlation] = (key, version, fetch_offsets(frame, version) if is_mended(key, version) else {})
            if not relay_.faults.swallows("request", key):
                relay.write_frame(send, frame)

    def downward(source, send):
        while (frame := relay.read_frame(source)) is not None:
            key, version, offsets = asked.pop(struct.unpack_from(">i", frame)[0], (None, 0, {}))
            if not relay_.faults.swallows("reply", key):
                relay.write_frame(send, mend(frame, key, version, offsets, relay_.upstream, relay_.port))

    relay_.both_ways(conversation, upward, downward)


def is_mended(key, version):
    return key == FETCH and FIRST_FETCH_WITH_ABORTED <= version < FIRST_FLEXIBLE_FETCH


def mend(frame, key, version, offsets, own_port, advertised_port):
    if key in (METADATA, FIND_COORDINATOR):
        host = relay.HOST.encode()
        return frame.replace(host + struct.pack(">i", own_port), host + struct.pack(">i", advertised_port))
    if key == relay.API_VERSIONS:
        return frame.replace(FETCH_OFFERED, FETCH_MENDED, 1)
    return without_old_aborted_transactions(frame, version, offsets) if is_mended(key, version) else frame


def fetch_offsets(frame, version):
    """Where a Fetch request reads: (topic, partition) -> offset."""
    offsets = {}
    at = 8 + 2 + max(struct.unpack_from(">h", frame, 8)[0], 0)  # api key, version, correlation id, client id
    at += 4 + 4 + 4 + 4 + 1 + (8 if version >= 7 else 0)  # replica, waits, sizes, isolation, session
    topics, at = integer(frame, at)
    for _ in range(topics):
        topic, at = text(frame, at)
        partitions, at = integer(frame, at)
        for _ in range(partitions):
            partition, at = integer(frame, at)
            at += 4 if version >= 9 else 0  # leader epoch
            offsets[topic, partition] = struct.unpack_from(">q", frame, at)[0]
            at += 8 + (8 if version >= 5 else 0) + 4  # offset, start of the log, size
    return offsets


def without_old_aborted_transactions(frame, version, offsets):
    """The Fetch answer without the aborted transactions that began before the client's place."""
    kept, kept_to = [], 0
    at = 4 + 4 + (6 if version >= 7 else 0)  # correlation id, throttle time, error code and session id
    topics, at = integer(frame, at)
    for _ in range(topics):
        topic, at = text(frame, at)
        partitions, at = integer(frame, at)
        for _ in range(partitions):
            partition, at = integer(frame, at)
            at += 2 + 8 + 8 + (8 if version >= 5 else 0)  # error, watermark, stable and start offset
            aborted, after = integer(frame, at)
            if aborted > 0:
                place = offsets.get((topic, partition), 0)
                entries = [frame[after + 16 * index : after + 16 * index + 16] for index in range(aborted)]
                current = [entry for entry in entries if struct.unpack_from(">q", entry, 8)[0] >= place]
                kept += [frame[kept_to:at], struct.pack(">i", len(current)), *current]
                kept_to = after + 16 * aborted
            at = after + 16 * max(aborted, 0) + (4 if version >= 11 else 0)  # preferred read replica
            records, at = integer(frame, at)
            at += max(records, 0)
    return b"".join([*kept, frame[kept_to:]]) if kept else frame


def text(frame, at):
    length = struct.unpack_from(">h", frame, at)[0]
    return bytes(frame[at + 2 : at + 2 + length]), at + 2 + length


def integer(frame, at):
    return struct.unpack_from(">i", frame, at)[0], at + 4


def make_relay():
    made = relay.Relay(None)
    made.join = functools.partial(join, made)
    return made
