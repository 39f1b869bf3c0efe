"""Reads metrics in Prometheus' text format from standard input with the parser of its own client and writes them back as
JSON: {"NAME": {"type": …, "help": …, "samples": [[name, {label: value}, number], …]}}. Fails on what cannot be read."""
import json
import sys

from prometheus_client.parser import text_string_to_metric_families

families = {}
for family in text_string_to_metric_families(sys.stdin.read()):
    if family.name in families:
        sys.exit(f"{family.name} comes twice")
    samples = [[sample.name, sample.labels, sample.value] for sample in family.samples]
    if len({(name, tuple(sorted(labels.items()))) for name, labels, _ in samples}) != len(samples):
        sys.exit(f"{family.name}: a series comes twice")
    families[family.name] = {"type": family.type, "help": family.documentation, "samples": samples}
json.dump(families, sys.stdout)
