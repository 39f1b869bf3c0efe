"""Benchmarks/diff.py TAPEREADER EVENTS: two sets of made events compared by `tapereader diff`.

Every event has the shape of one that analysis gives for the sample documents. What differs between the two sets is known,
so the answer is checked: a wrong one fails, and so does one that takes a minute of CPU or half a gigabyte of memory.
"""
import collections
import glob
import json
import os
import subprocess
import sys
import tempfile

MOST_SECONDS, MOST_MEGABYTES = 60, 500
PER_DOCUMENT = 4
MASK = (1 << 128) - 1


def shapes(tapereader):
    """Events of the samples with holes where the sets differ."""
    run = subprocess.run([tapereader, "analyze", "--emit", "events", *sorted(glob.glob("seeds/*.txt"))],
                         stdout=subprocess.PIPE, check=True)
    for line in run.stdout.splitlines():
        event = json.loads(line)
        if not event["measures"]:
            continue
        event.update(event_id="@E@", fact_key="@F@", document_id="@D@", article_id="@D@#0", confidence="@C@")
        event["measures"][0]["value"] = "@V@"
        event["provenance"]["fingerprint"] = "@P@"
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":")).replace('"@C@"', "@C@")
        yield text.split("@")


def fill(shape, **values):
    return "".join(values.get(part, part) for part in shape)


def generate(folder, forms, count):
    """Writes both sets; returns their files and what a comparison must find."""
    found = collections.Counter()
    paths = [os.path.join(folder, name) for name in ("a.jsonl", "b.jsonl")]
    with open(paths[0], "w") as left, open(paths[1], "w") as right:
        for number in range(count):
            event, fact = (f"{number * odd & MASK:032x}" for odd in (0x9E3779B97F4A7C15F39CC0605CEDC835, 0xD1342543DE82EF95))
            shape, kind = forms[number % len(forms)], number % 100
            values = dict(D=f"document-{number // PER_DOCUMENT}", E=event, F=fact, V="100", C="0.8000", P="a" * 64)
            if kind != 50:
                left.write(fill(shape, **values) + "\n")
            values["P"] = "b" * 64
            if kind == 1:
                values["V"] = "200"
            if kind % 10 == 5:
                values["C"] = "0.7000"
            if kind == 4:
                values["E"] = event[::-1]
            if kind != 2:
                right.write(fill(shape, **values) + "\n")
            found["removed" if kind == 2 else "added" if kind == 50 else
                  "changed" if kind in (1, 4) or kind % 10 == 5 else "same"] += 1
            found["fact_key"] += kind == 4 and event != event[::-1]
            found["value"] += kind == 1
            found["confidence"] += kind % 10 == 5
    return paths, found


def measured(arguments):
    """Standard output, CPU seconds and largest resident megabytes of a command."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"diff ended with status {status}")
    return output, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def check(answer, want):
    groups = collections.Counter()
    for group in answer["groups"]:
        groups[group.get("field", "").split(".")[-1]] += group["events"]
    have = dict(answer["events"], fact_key=answer["matched_by"]["fact_key"], value=groups["value"],
                confidence=groups["confidence"])
    wrong = {name: (have[name], want[name]) for name in have if have[name] != want[name]}
    if wrong or answer["matched_by"]["evidence"] or groups["event_id"] != want["fact_key"]:
        sys.exit(f"the comparison is wrong (found, wanted): {wrong}")


def main():
    tapereader, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory(dir=".build") as folder:
        paths, want = generate(folder, list(shapes(tapereader)), count)
        size = sum(os.path.getsize(path) for path in paths)
        output, seconds, megabytes = measured([tapereader, "diff", *paths, "--json", "--temp", folder])
    check(json.loads(output), want)
    print(f"{count} events a side, {size / 1e6:.0f} MB: {seconds:.1f} s of CPU ({seconds / count * 1e6:.1f} us an event), "
          f"{megabytes:.0f} MB of memory; " + ", ".join(f"{want[name]} {name}" for name in ("same", "changed", "added", "removed")))
    if seconds >= MOST_SECONDS or megabytes >= MOST_MEGABYTES:
        sys.exit(f"more than {MOST_SECONDS} s or {MOST_MEGABYTES} MB")


main()
