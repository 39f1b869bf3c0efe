"""Checks deploy/: Compose and Kubernetes files against their schemas, overlays applied, alerts and dashboards parsed.

Writes {"queries": [[where, query, [metric, …]], …], "pods": {overlay: {…}}, "compose": {service:
environment}} as JSON, so that the tests can compare the metrics and settings that are named with those
that exist. Fails with one line for what is wrong."""
import copy
import importlib.util
import json
import pathlib
import re
import sys

import jsonschema
import kubernetes_validate
import promql_parser
import yaml

DEPLOY = pathlib.Path(__file__).resolve().parent.parent.parent / "deploy"
KUBERNETES = "1.34"
# What KEDA's documentation of the ScaledObject and of its kafka trigger requires; no package holds its schema.
SCALED_OBJECT = {
    "type": "object",
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "properties": {
        "apiVersion": {"const": "keda.sh/v1alpha1"},
        "spec": {
            "type": "object",
            "required": ["scaleTargetRef", "triggers"],
            "additionalProperties": False,
            "properties": {
                "scaleTargetRef": {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {key: {"type": "string"} for key in ("name", "kind", "apiVersion")},
                },
                **{
                    key: {"type": "integer", "minimum": 0}
                    for key in ("minReplicaCount", "maxReplicaCount", "pollingInterval", "cooldownPeriod")
                },
                "advanced": {"type": "object"},
                "triggers": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["type", "metadata"],
                        "properties": {
                            "type": {"const": "kafka"},
                            "metadata": {
                                "type": "object",
                                "required": ["bootstrapServers", "consumerGroup", "topic"],
                                "additionalProperties": False,
                                "properties": {
                                    key: {"type": "string"}
                                    for key in (
                                        "bootstrapServers", "consumerGroup", "topic", "lagThreshold",
                                        "activationLagThreshold", "offsetResetPolicy", "limitToPartitionsWithLag",
                                    )
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip


def load(path):
    return list(yaml.safe_load_all(path.read_text()))


def compose():
    # Only its data is wanted, not the command, which needs more packages.
    schemas = pathlib.Path(importlib.util.find_spec("check_jsonschema").origin).parent / "builtin_schemas" / "vendor"
    schema = json.loads(next(schemas.glob("compose-spec.json")).read_text())
    [document] = load(DEPLOY / "compose.yaml")
    jsonschema.Draft7Validator(schema).validate(document)
    for name, service in document["services"].items():
        for other in service.get("depends_on", []):
            assert other in document["services"], f"compose: {name} depends on {other}, which is no service"
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = source in document["volumes"] or (source.startswith(".") and (DEPLOY / source).exists())
            assert known, f"compose: {name} mounts {source}, which is nowhere"
    return {
        name: {key: str(value) for key, value in service.get("environment", {}).items()}
        for name, service in document["services"].items()
    }


def patched(document, operations):
    """RFC 6902: add, remove, replace."""
    document = copy.deepcopy(document)
    for operation in operations:
        *path, last = operation["path"].strip("/").split("/")
        place = document
        for key in path:
            place = place[int(key) if isinstance(place, list) else key]
        if isinstance(place, list):
            if operation["op"] == "add":
                place.insert(len(place) if last == "-" else int(last), operation["value"])
            elif operation["op"] == "replace":
                place[int(last)] = operation["value"]
            else:
                del place[int(last)]
        elif operation["op"] == "remove":
            del place[last]
        else:
            assert operation["op"] == "add" or last in place, f"{operation['path']} is not there to be replaced"
            place[last] = operation["value"]
    return document


def kustomized(folder):
    """The documents of an overlay, with its patches applied."""
    [overlay] = load(folder / "kustomization.yaml")
    documents = []
    for name in overlay["resources"]:
        path = folder / name
        documents += kustomized(path) if path.is_dir() else load(path)
    for patch in overlay.get("patches", []):
        target = patch["target"]
        found = [d for d in documents if (d["kind"], d["metadata"]["name"]) == (target["kind"], target["name"])]
        assert len(found) == 1, f"{folder.name}: a patch finds {len(found)} targets"
        index = documents.index(found[0])
        documents[index] = patched(found[0], yaml.safe_load(patch["patch"]))
    return documents


def kubernetes():
    pods = {}
    for folder in sorted((DEPLOY / "kubernetes" / "overlays").iterdir()):
        documents = kustomized(folder)
        for document in documents:
            if document["kind"] == "ScaledObject":
                jsonschema.validate(document, SCALED_OBJECT)
            else:
                kubernetes_validate.validate(document, KUBERNETES, strict=True)
        [fleet] = [d for d in documents if d["kind"] == "StatefulSet"]
        [settings] = [d for d in documents if d["kind"] == "ConfigMap"]
        [container] = fleet["spec"]["template"]["spec"]["containers"]
        scaled = [d["spec"] for d in documents if d["kind"] == "ScaledObject"]
        pods[folder.name] = {
            "environment": {entry["name"]: entry.get("value", "x") for entry in container["env"]},
            "settings": settings["data"]["worker.yaml"],
            "grace": fleet["spec"]["template"]["spec"]["terminationGracePeriodSeconds"],
            "probes": [container[p]["httpGet"]["path"] for p in ("startupProbe", "livenessProbe", "readinessProbe")],
            "maximum": scaled[0]["maxReplicaCount"] if scaled else None,
        }
    return pods


def metrics(query):
    """The metrics that a query reads, which must be PromQL."""
    promql_parser.parse(query)
    bare = re.sub(r'"[^"]*"|\{[^}]*\}|\[[^\]]*\]', " ", query)
    bare = re.sub(r"\b(?:by|without|on|ignoring)\s*\([^)]*\)", " ", bare)
    return sorted(set(re.findall(r"\b(?:tapereader|messaging|process)_\w+", bare)))


def queries():
    [rules] = load(DEPLOY / "prometheus" / "alerts.yml")
    for group in rules["groups"]:
        for rule in group["rules"]:
            assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}, f"{rule['alert']}: unknown field"
            for needed in ("summary", "runbook"):
                assert rule["annotations"].get(needed), f"{rule['alert']}: no {needed}"
            yield rule["alert"], rule["expr"]
    board = json.loads((DEPLOY / "grafana" / "dashboards" / "tapereader.json").read_text())
    [source] = load(DEPLOY / "grafana" / "provisioning" / "datasources" / "prometheus.yaml")
    uids = {entry["uid"] for entry in source["datasources"]}
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"]), "dashboard: an id comes twice"
    for panel in board["panels"]:
        for target in panel["targets"]:
            assert target["datasource"]["uid"] in uids, f"{panel['title']}: no such data source"
            yield panel["title"], target["expr"].replace("$job", ".*")


def main():
    environments = compose()
    for path in DEPLOY.rglob("*.y*ml"):
        load(path)
    [scrape] = load(DEPLOY / "prometheus" / "prometheus.yml")
    for name in scrape["rule_files"]:
        assert (DEPLOY / "prometheus" / name).exists(), f"prometheus.yml: no {name}"
    found = [[where, query, metrics(query)] for where, query in queries()]
    json.dump({"queries": found, "pods": kubernetes(), "compose": environments}, sys.stdout)


main()
