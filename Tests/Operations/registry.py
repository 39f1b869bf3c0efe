"""A strict Schema Registry for tests, made from the public description of its REST interface: registry.py [USER:PASSWORD]

Prints its port, then a line for every request, and ends when standard input does. What the description does not allow is
answered with 400 or 415: a wrong media type, another key in a body, a schema that jsonschema or protoc does not take. A
protobuf schema is incompatible when it renumbers or retypes a field of the last version. `POST /fail/N` makes the next N
requests fail with 500, as a registry does that has lost its leader."""
import base64
import http.server
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

import jsonschema

MEDIA_TYPES = ("application/vnd.schemaregistry.v1+json", "application/vnd.schemaregistry+json", "application/json")
FIELD = re.compile(r"^\s*(?:repeated )?([\w.]+|map<\w+, ?\w+>) (\w+) = (\d+);", re.M)
LOGIN = sys.argv[1] if len(sys.argv) > 1 else None
FIRST_ID = 70_001  # needs three of the four bytes


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.body = status, {"error_code": code, "message": message}


class Registry:
    def __init__(self):
        self.lock = threading.Lock()
        self.ids, self.subjects, self.failures = {}, {}, 0

    def take(self, body):
        if not isinstance(body, dict) or set(body) - {"schema", "schemaType", "references", "id", "version"}:
            raise Refusal(400, 400, "unrecognized field")
        kind, text = body.get("schemaType", "AVRO"), body.get("schema")
        if not isinstance(text, str) or kind not in ("JSON", "PROTOBUF", "AVRO"):
            raise Refusal(422, 42201, "Invalid schema")
        try:
            if kind == "JSON":
                schema = json.loads(text)
                jsonschema.validators.validator_for(schema).check_schema(schema)
            elif kind == "PROTOBUF":
                compile_proto(text)
        except (ValueError, jsonschema.SchemaError, subprocess.CalledProcessError) as error:
            raise Refusal(422, 42201, f"Invalid schema: {error}"[:200]) from error
        return kind, text

    def register(self, subject, body):
        schema = self.take(body)
        versions = self.subjects.setdefault(subject, [])
        if schema not in versions:
            if versions and not compatible(versions[-1], schema):
                raise Refusal(409, 409, "Schema being registered is incompatible with an earlier schema")
            versions.append(schema)
        return {"id": self.ids.setdefault(schema, FIRST_ID + len(self.ids))}

    def find(self, subject, body):
        schema = self.take(body)
        if subject not in self.subjects:
            raise Refusal(404, 40401, f"Subject '{subject}' not found.")
        if schema not in self.subjects[subject]:
            raise Refusal(404, 40403, "Schema not found")
        kind, text = schema
        found = {"subject": subject, "version": self.subjects[subject].index(schema) + 1, "id": self.ids[schema]}
        return {**found, "schema": text, **({} if kind == "AVRO" else {"schemaType": kind})}

    def by_id(self, number):
        for (kind, text), known in self.ids.items():
            if known == number:
                return {"schema": text, **({} if kind == "AVRO" else {"schemaType": kind})}
        raise Refusal(404, 40403, f"Schema {number} not found")


def compile_proto(text):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "x.proto").write_text(text)
        subprocess.run(["protoc", f"--proto_path={folder}", "--descriptor_set_out=/dev/null", "x.proto"], check=True,
                       stderr=subprocess.DEVNULL)


def compatible(old, new):
    if old[0] != new[0]:
        return False
    now = fields(new[1])
    return all(field in now for field in fields(old[1])) if old[0] == "PROTOBUF" else True


def fields(text):
    return FIELD.findall(text)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, method):
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        try:
            with registry.lock:
                status, content = 200, self.route(method, body)
        except Refusal as refusal:
            status, content = refusal.status, refusal.body
        print(f"{method} {self.path} {status}", flush=True)
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", MEDIA_TYPES[0])
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def route(self, method, body):
        if match := re.fullmatch(r"/fail/(\d+)", self.path):
            registry.failures = int(match[1])
            return {}
        if registry.failures:
            registry.failures -= 1
            raise Refusal(500, 50003, "Error while forwarding the request to the primary")
        if LOGIN and self.headers.get("Authorization") != "Basic " + base64.b64encode(LOGIN.encode()).decode():
            raise Refusal(401, 40101, "Unauthorized")
        if method == "GET":
            if match := re.fullmatch(r"/schemas/ids/(\d+)", self.path):
                return registry.by_id(int(match[1]))
            raise Refusal(404, 404, "HTTP 404 Not Found")
        if self.headers.get("Content-Type", "").split(";")[0] not in MEDIA_TYPES:
            raise Refusal(415, 415, "HTTP 415 Unsupported Media Type")
        try:
            content = json.loads(body)
        except ValueError as error:
            raise Refusal(400, 400, "no JSON") from error
        if match := re.fullmatch(r"/subjects/([\w.%-]+)/versions", self.path):
            return registry.register(match[1], content)
        if match := re.fullmatch(r"/subjects/([\w.%-]+)", self.path):
            return registry.find(match[1], content)
        raise Refusal(404, 404, "HTTP 404 Not Found")

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")


registry = Registry()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
