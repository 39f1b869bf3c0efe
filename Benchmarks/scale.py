"""Benchmarks/scale.py BINARIES BOOTSTRAP ARTICLES [--write]: one topic of 12 partitions, more and fewer workers.

First the same backlog is read by 1, 2 and 4 workers of one thread each, every time into topics of its own, at least once.
Then articles come at a steady pace while workers are added, stopped, killed and started again, in either mode of delivery.
Every output is read back: an article that is missing is lost, one that is there twice is doubled. Doubles are counted at
least once only: the broker shows what was aborted. Prints two tables; --write puts them into docs/operating.md. Exit code 1
if anything was lost, or doubled without a kill.

A partition's pause is the longest time after a change in which none of its records was read, as the workers' own counters
say, asked SCRAPES times a second. It is no better than the time between two articles of a partition, which stands beside it.
"""
import collections
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

PARTITIONS = 12
FLEETS = (1, 2, 4)
# Articles a second while workers come and go: what one of them does in a third of its time, and no more than this.
MOST_PACE, PART_OF_ONE = 300, 0.3
PATIENCE = 150  # seconds that any phase may wait for something
SETTLE = 14  # seconds after a change in which its pauses are looked for: longer than a session
SCRAPES = 20
SESSION = 6000  # milliseconds after which a killed worker is given up
OUTPUTS = ("analyzed", "events", "sentiment", "flows", "dead")
DOCUMENT = pathlib.Path(__file__).resolve().parent.parent / "docs" / "operating.md"
DONE = "tapereader_records_total"
BEGIN, END = "<!-- scale -->", "<!-- end of scale -->"
SAMPLE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? (\S+)$')
PARTITION = re.compile(r'partition_id="(\d+)"')
STOPPED = re.compile(r"stopped: (\d+) records")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))] if values else None


class Reading:
    """What one worker said of itself at one time."""

    def __init__(self, text):
        self.total = collections.Counter()
        self.consumed = {}
        for line in text.splitlines():
            match = SAMPLE.match(line)
            if not match:
                continue
            name, labels, value = match[1], match[2] or "", float(match[3])
            self.total[name] += value
            if name == "messaging_client_consumed_messages_total":
                if partition := PARTITION.search(labels):
                    self.consumed[int(partition[1])] = value


class Worker:
    """A `tapereader work` process and everything that it said."""

    def __init__(self, bench, name, group, suffix, static=False):
        self.name, self.port = name, free_port()
        self.log = open(f"{bench.folder}/{name}{suffix}.log", "wb")
        settings = {
            "group": group, "instance_id": name, "workers": "1", "http": f"127.0.0.1:{self.port}",
            "delivery": bench.delivery, "static_membership": str(static).lower(), "log.level": "info",
            "kafka.consumer.session.timeout.ms": str(SESSION * (4 if static else 1)),
            "kafka.consumer.heartbeat.interval.ms": "1000",
            **{f"topics.{role}": f"scale{suffix}.{role}" for role in OUTPUTS}, "topics.raw": bench.topic,
        }
        flags = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
        self.process = subprocess.Popen(
            [bench.tapereader, "work", "--brokers", bench.bootstrap, *flags], stderr=self.log, stdout=self.log)
        self.readings = []  # (time, Reading)
        self.final = None  # records, in the last words of one that was stopped
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while self.process.poll() is None:
            began = time.monotonic()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
                    reading = Reading(answer.read().decode())
                with self.lock:
                    self.readings.append((time.monotonic(), reading))
            except OSError:
                pass
            time.sleep(max(0.005, 1 / SCRAPES - (time.monotonic() - began)))

    def last(self):
        with self.lock:
            return self.readings[-1][1] if self.readings else Reading("")

    def await_ready(self):
        limit = time.monotonic() + PATIENCE
        while self.last().total["tapereader_ready"] < 1:
            if time.monotonic() > limit or self.process.poll() is not None:
                sys.exit(f"{self.name} does not become ready: {tail(self.log.name)}")
            time.sleep(0.05)

    def all(self):
        with self.lock:
            return list(self.readings)

    @property
    def done(self):
        """Records that it saw committed."""
        return self.last().total[DONE] if self.final is None else self.final

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
            code = self.process.wait(60)
            if how == signal.SIGTERM and code != 0:
                sys.exit(f"{self.name} ended with code {code} after {len(self.all())} readings: {tail(self.log.name)}")
            if stopped := STOPPED.search(tail(self.log.name)):
                self.final = int(stopped[1])


def say(words):
    print(f"scale: {words}", file=sys.stderr, flush=True)


def tail(path):
    return pathlib.Path(path).read_text()[-1000:]


class Bench:
    def __init__(self, binaries, bootstrap, count, folder):
        self.tapereader, self.relay = f"{binaries}/tapereader", f"{binaries}/RelayBenchmark"
        self.reading = f"{binaries}/ReadingBenchmark"
        self.bootstrap, self.count, self.folder, self.topic = bootstrap, count, folder, "scale.raw"
        self.delivery, self.workers = "at_least_once", []
        lines = self.output(self.reading, "articles", str(count), "2000").splitlines()
        self.articles = []
        for number, line in enumerate(lines):
            article = json.loads(line)
            article["article_id"] = f"made-{number}"
            self.articles.append(json.dumps(article, ensure_ascii=False))

    def output(self, *command, text=None):
        done = subprocess.run(command, input=text, stdout=subprocess.PIPE, timeout=PATIENCE, encoding="utf-8")
        if done.returncode != 0:
            sys.exit(f"{' '.join(command[:4])} ended with {done.returncode}")
        return done.stdout

    def make_topics(self, suffix):
        names = [word for role in OUTPUTS for word in ("--set", f"topics.{role}=scale{suffix}.{role}")]
        self.output(self.tapereader, "topics", "create", "--brokers", self.bootstrap, "--partitions", str(PARTITIONS),
                    "--set", f"topics.raw={self.topic}", *names)

    def start(self, name, group, suffix, static=False):
        worker = Worker(self, name, group, suffix, static)
        self.workers.append(worker)
        return worker

    def committed(self, group):
        return int(self.output(self.relay, "committed", self.bootstrap, group, self.topic))

    def await_group(self, group, count):
        """Exactly once what the workers saw committed is counted: of two transactions that commit offsets of one group at
        the same moment, Tansu may forget those of one, though it answered both."""
        def committed():
            return sum(worker.done for worker in self.workers) if self.delivery == "exactly_once" else self.committed(group)

        limit = time.monotonic() + PATIENCE
        while committed() < count:
            if time.monotonic() > limit:
                members = {worker.name: int(worker.last().total["tapereader_assigned_partitions"]) for worker in self.workers
                           if worker.process.poll() is None}
                sys.exit(f"{group}: {committed():.0f} of {count} articles in {PATIENCE} seconds; partitions: {members}")
            time.sleep(0.3)

    def end_all(self):
        for worker in self.workers:
            worker.end()
        self.workers = []

    def verdict(self, suffix, count):
        """Lost and doubled among the analyzed articles."""
        _, *keys = self.output(self.relay, "keys", self.bootstrap, f"scale{suffix}.analyzed").splitlines()
        dead, *_ = self.output(self.relay, "keys", self.bootstrap, f"scale{suffix}.dead").splitlines()
        if int(dead):
            sys.exit(f"{dead} dead letters")
        times = collections.Counter(keys)
        documents = {key.split("#")[0] for key in times}
        return count - len(documents), sum(number - 1 for number in times.values())

    # MARK: a backlog

    def fleet(self, size):
        group, suffix = f"fleet-{size}", f"-{size}"
        self.make_topics(suffix)
        workers = [self.start(f"w{number}", group, suffix) for number in range(size)]
        self.await_group(group, self.count)
        time.sleep(2 / SCRAPES)
        # From when all have records to when the first has none left: joining and the end say nothing of the pace.
        begin = max(self.when(worker, lambda done, last: done > 0) for worker in workers)
        end = min(self.when(worker, lambda done, last: done >= last) for worker in workers)
        records = sum(at(worker, end) - at(worker, begin) for worker in workers)
        cpu = sum(at(worker, end, "process_cpu_seconds_total") - at(worker, begin, "process_cpu_seconds_total")
                  for worker in workers)
        shares = sorted((at(worker, end) - at(worker, begin)) / records for worker in workers)
        memory = max(reading.total["process_resident_memory_bytes"] for worker in workers for _, reading in worker.all())
        self.end_all()
        if end - begin < 2:
            sys.exit("too few articles for a rate")
        lost, doubled = self.verdict(suffix, self.count)
        say(f"{size} workers: {records / (end - begin):.0f} articles/s, {records / cpu:.0f} per second of CPU")
        return {"workers": size, "rate": records / (end - begin), "per_core": records / cpu, "shares": shares,
                "memory": memory / 1e6, "lost": lost, "doubled": doubled}

    @staticmethod
    def when(worker, holds):
        """The first time at which something holds of the records done and of how many there will be."""
        readings = worker.all()
        last = readings[-1][1].total[DONE]
        return next((when for when, reading in readings if holds(reading.total[DONE], last)), readings[-1][0])

    # MARK: articles that keep coming, workers that come and go

    def feed(self, pace, name):
        """Sends from a process of its own, in a thread that paces it, articles that each have their own id, until the
        function that it returns is called, which gives their number."""
        sender = subprocess.Popen([self.relay, "send", self.bootstrap, self.topic], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL)
        stop, sent = threading.Event(), [0]

        def run():
            began = time.monotonic()
            while not stop.is_set():
                while (early := sent[0] / pace - (time.monotonic() - began)) > 0:
                    sender.stdin.flush()
                    time.sleep(min(early, 0.02))
                line = self.articles[sent[0] % self.count].replace('"made-', f'"{name}-{sent[0]}-', 1)
                sender.stdin.write((line + "\n").encode())
                sent[0] += 1
            sender.stdin.close()
            sender.wait(60)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()

        def end():
            stop.set()
            thread.join(PATIENCE)
            return sent[0]

        return end

    def course(self, changes, first, pace, delivery, static=False):
        """Starts `first` workers and makes the changes, one every SETTLE seconds, while articles come."""
        name = f"{'static' if static else 'dynamic'}-{delivery.replace('_', '-')}"
        group, suffix = name, f"-{name}"
        self.topic, self.delivery = f"scale.{name}", delivery
        self.make_topics(suffix)
        fleet = {f"w{number}": self.start(f"w{number}", group, suffix, static) for number in range(first)}
        limit = time.monotonic() + PATIENCE
        while sum(worker.last().total["tapereader_assigned_partitions"] for worker in fleet.values()) < PARTITIONS:
            if time.monotonic() > limit:
                sys.exit(f"{name}: the partitions are not all assigned")
            time.sleep(0.1)
        end_feeding = self.feed(pace, name)
        time.sleep(SETTLE / 2)
        rows = []
        for what, make in changes:
            began = time.monotonic()
            say(f"{name}: {what}")
            make(self, fleet, group, suffix, static)
            time.sleep(max(0.0, SETTLE - (time.monotonic() - began)))
            rows.append((what, began))
        count = end_feeding()
        self.await_group(group, count)
        workers = list(self.workers)
        rows = [{"change": what, **self.pauses(workers, began)} for what, began in rows]
        held = self.held(workers)
        self.end_all()
        lost, doubled = self.verdict(suffix, count)
        return {"delivery": delivery, "rows": rows, "held": held, "articles": count, "lost": lost, "doubled": doubled}

    @staticmethod
    def pauses(workers, began):
        """Every partition's longest standstill within SETTLE seconds of a change; which had another owner afterwards."""
        seen = collections.defaultdict(list)  # partition: (time, worker) of each reading with more records than before
        before = {}
        for when, worker, reading in sorted(
                ((when, worker.name + str(worker.process.pid), reading) for worker in workers
                 for when, reading in worker.all()), key=lambda row: row[0]):
            for partition, count in reading.consumed.items():
                if count > before.get((worker, partition), 0):
                    before[worker, partition] = count
                    seen[partition].append((when, worker))
        moved, kept = [], []
        for progress in seen.values():
            window = [row for row in progress if began - 1 <= row[0] <= began + SETTLE]
            if len(window) < 2:
                moved.append(float(SETTLE))
                continue
            longest = max(later[0] - earlier[0] for earlier, later in zip(window, window[1:]))
            (moved if window[0][1] != window[-1][1] else kept).append(longest)
        return {"moved": moved, "kept": kept}

    @staticmethod
    def held(workers):
        """How long each change of assignment held its worker: differences of the histogram's sum."""
        durations = []
        for worker in workers:
            count = total = 0.0
            for _, reading in worker.all():
                now = reading.total["tapereader_rebalance_duration_seconds_count"]
                if now > count:
                    durations += [(reading.total["tapereader_rebalance_duration_seconds_sum"] - total) / (now - count)]
                    count, total = now, reading.total["tapereader_rebalance_duration_seconds_sum"]
        return durations


def at(worker, moment, name=None):
    """A figure's last value at a moment."""
    value = 0.0
    for when, reading in worker.all():
        if when > moment:
            break
        value = reading.total[name or DONE]
    return value


# MARK: changes

def add(name):
    def make(bench, fleet, group, suffix, static):
        fleet[name] = bench.start(name, group, suffix, static)
        fleet[name].await_ready()
    return make


def stop(name, how=signal.SIGTERM):
    return lambda bench, fleet, group, suffix, static: fleet[name].end(how)


def restart(name):
    def make(bench, fleet, group, suffix, static):
        fleet[name].end()
        fleet[name] = bench.start(name, group, suffix, static)
        fleet[name].await_ready()
    return make


# What the longest of so many gaps is when nothing happens: articles come at random times.
DYNAMIC = [
    ("none", lambda *all: None),
    ("second worker added", add("w1")),
    ("third and fourth added", lambda *all: (add("w2")(*all), add("w3")(*all))),
    ("one stopped (SIGTERM)", stop("w1")),
    ("one added again", add("w1")),
]
# At least once only: the broker never gives up the transaction of a worker that is gone, nor what it would have committed.
KILL = [(f"one killed (-9), session {SESSION // 1000} s", stop("w2", signal.SIGKILL))]
STATIC = [("static member restarted", restart("w1"))]


# MARK: tables

def milliseconds(values):
    if not values:
        return "–"
    return f"{percentile(values, 0.5) * 1000:.0f} / {percentile(values, 0.99) * 1000:.0f} ms ({len(values)})"


def tables(fleets, courses, pace):
    lines = ["| workers | articles/s | articles/s per core | share of each | memory, largest | lost | doubled |",
             "|---|---|---|---|---|---|---|"]
    for fleet in fleets:
        shares = ", ".join(f"{share:.0%}" for share in fleet["shares"])
        lines.append(f"| {fleet['workers']} | {fleet['rate']:.0f} | {fleet['per_core']:.0f} | {shares} | "
                     f"{fleet['memory']:.0f} MB | {fleet['lost']} | {fleet['doubled']} |")
    lines += ["", f"| change, at {pace:.0f} articles/s | delivery | pause of partitions that moved: p50 / p99 (how many) "
              "| of those that stayed |", "|---|---|---|---|"]
    for course in courses:
        lines += [f"| {row['change']} | {course['delivery']} | {milliseconds(row['moved'])} | {milliseconds(row['kept'])} |"
                  for row in course["rows"]]
    held = [duration for course in courses for duration in course["held"]]
    total = {key: sum(course[key] for course in courses) for key in ("articles", "lost")}
    doubled = sum(course["doubled"] for course in courses if course["delivery"] == "at_least_once")
    lines += ["", f"Between two articles of one partition there are {PARTITIONS / pace * 1000:.0f} ms. A change of its assignment "
              f"held a worker {milliseconds(held)}, as its own histogram says.",
              f"{total['articles']} articles while workers came and went: {total['lost']} lost, {doubled} doubled at least once."]
    return "\n".join(lines)


def main():
    binaries, bootstrap, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(binaries, bootstrap, count, folder)
        bench.make_topics("-1")
        sent = bench.output(bench.relay, "send", bootstrap, bench.topic, text="".join(line + "\n" for line in bench.articles))
        if int(sent) != count:
            sys.exit("not all articles were sent")
        try:
            fleets = [bench.fleet(size) for size in FLEETS]
            pace = min(MOST_PACE, PART_OF_ONE * fleets[0]["rate"])
            courses = [bench.course(DYNAMIC, 1, pace, "exactly_once"), bench.course(DYNAMIC + KILL, 1, pace, "at_least_once"),
                       bench.course(STATIC, 2, pace, "exactly_once", static=True)]
        finally:
            for worker in bench.workers:
                worker.end(signal.SIGKILL)
    text = tables(fleets, courses, pace)
    print(text)
    if "--write" in sys.argv:
        document = DOCUMENT.read_text()
        begin, end = document.index(BEGIN) + len(BEGIN), document.index(END)
        DOCUMENT.write_text(f"{document[:begin]}\n{text}\n{document[end:]}")
    if any(fleet["lost"] or fleet["doubled"] for fleet in fleets) or any(course["lost"] for course in courses):
        sys.exit("articles were lost, or doubled without a kill")


main()
