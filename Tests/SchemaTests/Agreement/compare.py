"""Checks serialised messages against a descriptor made by protoc, with Python's protobuf.

compare.py DESCRIPTOR reads lines `message<TAB>protobuf in hex<TAB>JSON in hex (or empty)` and writes for each the
message serialised again, in hex. It exits with 1 and says why when a message does not parse, leaves a field of the
descriptor empty (the sender fills them all, so another number or type would show), or says other than the JSON.
"""
import json
import sys

from google.protobuf import descriptor_pb2, descriptor_pool

try:
    from google.protobuf.message_factory import GetMessageClass
except ImportError:
    from google.protobuf.message_factory import MessageFactory

    GetMessageClass = MessageFactory().GetPrototype


def fail(text):
    sys.exit("compare.py: " + text)


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def check_unknown(message, path):
    again = type(message)()
    again.CopyFrom(message)
    again.DiscardUnknownFields()
    if again.SerializeToString() != message.SerializeToString():
        fail(f"{path}: holds fields that the descriptor does not know")


def plain(message, path):
    """The message as JSON values; every field must be filled."""
    filled = {field.name: value for field, value in message.ListFields()}
    out = {}
    for field in message.DESCRIPTOR.fields:
        if field.name not in filled:
            fail(f"{path}.{field.name}: is empty")
        value = filled[field.name]
        where = f"{path}.{field.name}"
        if is_map(field):
            out[field.name] = dict(value)
        elif field.message_type is None:
            out[field.name] = value if isinstance(value, (str, int, float, bool)) else list(value)
        elif hasattr(value, "ListFields"):
            out[field.name] = plain(value, where)
        else:
            out[field.name] = [plain(one, f"{where}[{i}]") for i, one in enumerate(value)]
    return out


def main():
    files = descriptor_pb2.FileDescriptorSet()
    with open(sys.argv[1], "rb") as file:
        files.ParseFromString(file.read())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    seen = set()
    for line in sys.stdin:
        name, wire, text = line.rstrip("\n").split("\t")
        message = GetMessageClass(pool.FindMessageTypeByName("tapereader.v1." + name))()
        message.ParseFromString(bytes.fromhex(wire))
        check_unknown(message, name)
        values = plain(message, name)
        if text and json.loads(bytes.fromhex(text)) != values:
            fail(f"{name}: JSON says {bytes.fromhex(text).decode()}, protobuf says {values}")
        seen.add(name)
        print(message.SerializeToString(deterministic=True).hex())
    expected = {message.name for file in files.file for message in file.message_type}
    parts = {"CodePointSpan", "Listing", "Entity", "Sentiment", "Provenance"}
    if expected - parts != seen:
        fail(f"messages of the descriptor {sorted(expected - parts)}, sent {sorted(seen)}")


main()
