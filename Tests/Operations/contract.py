"""Checks docs/schemas: Tests/Operations/contract.py FOLDER.

The JSON Schema must be one, the AsyncAPI document must fit AsyncAPI's object model, and every record of standard input, a
line [definition, record], must fit its definition. Writes {"records": how many of each definition, "complaints": the first of
every record that does not fit} as JSON; a document that is wrong is an error."""
import collections
import json
import pathlib
import sys
import warnings

import jsonschema

# The package's models name a field `schema`, which its own base class has too.
warnings.simplefilter("ignore", UserWarning)
from asyncapi3.models.asyncapi import AsyncAPI3  # noqa: E402


def main(folder):
    schema = json.loads((folder / "tapereader.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads((folder / "asyncapi.json").read_text())
    AsyncAPI3.model_validate(document)
    # The payloads of AsyncAPI are schemas of its own dialect, which is a superset of this draft.
    for name, payload in document["components"]["schemas"].items():
        jsonschema.Draft7Validator.check_schema(payload)
        if name not in schema["$defs"]:
            sys.exit(f"{name} is in one document only")
    validators = {
        name: jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}) for name in schema["$defs"]
    }
    counts, complaints = collections.Counter(), []
    for line in sys.stdin:
        name, record = json.loads(line)
        if error := next(validators[name].iter_errors(record), None):
            complaints.append(f"{name} {error.json_path}: {error.message[:200]}")
        counts[name] += 1
    json.dump({"records": counts, "complaints": complaints}, sys.stdout)


main(pathlib.Path(sys.argv[1]))
