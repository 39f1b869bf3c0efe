"""Benchmarks/replay.py BINARIES BOOTSTRAP ARTICLES ROUNDS: CPU per record of `replay run` beside that of `work`.

Sends made articles of less than 1 KB, which is what the test broker takes in such numbers. Both then read the same range of articles.raw into topics of their own, one after the other, in every round. Each replay is
verified, and its events compared with those of `work`: a difference fails. So does a median ratio above 1.1.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

MOST = 1.1
PATIENCE = 900
OUTPUTS = {"analyzed": "articles.analyzed", "events": "market.events", "sentiment": "market.sentiment",
           "flows": "market.flows", "dead": "articles.dead"}
COMPANIES = ["英伟达", "微软", "甲骨文", "OpenAI", "谷歌", "亚马逊", "AMD", "CoreWeave", "博通", "台积电"]
# One Fetch of the test broker may bring the whole backlog, and it takes static members of the range assignor only.
COMMON = ["--set", "kafka.consumer.receive.message.max.bytes=1000000000"]
LIVE = ["--set", "static_membership=true", "--set", "kafka.consumer.partition.assignment.strategy=range",
        "--set", "kafka.consumer.session.timeout.ms=30000"]


def article(number):
    company, partner = COMPANIES[number % len(COMPANIES)], COMPANIES[(number // 7 + 1) % len(COMPANIES)]
    return {"article_id": f"made-{number}", "source": "bench", "published_at": "2025-11-05T08:30:00+08:00",
            "body": f"{company}宣布向{partner}投资{number % 900 + 1}亿美元，预计明年完成。{company}股价周二收盘上涨{number % 9 + 1}%，"
                    f"报{number % 700 + 20}美元。分析师表示，{partner}的订单好于预期，目标价由{number % 90 + 10}美元上调至"
                    f"{number % 90 + 30}美元。{company} plans to spend ${number % 80 + 1} billion on data centers next year."}


def run(*arguments):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, timeout=PATIENCE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments[1:4])} ended with {done.returncode}")
    return done.stdout.decode()


def cpu(process):
    """Waits for a process and returns its CPU seconds."""
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{process.args[1]} ended with status {status}")
    return usage.ru_utime + usage.ru_stime


class Bench:
    def __init__(self, binaries, bootstrap, count, folder):
        self.tapereader, self.relay = f"{binaries}/tapereader", f"{binaries}/RelayBenchmark"
        self.bootstrap, self.count, self.folder = bootstrap, count, folder
        self.common = ["--brokers", bootstrap, *COMMON]

    def fill(self):
        run(self.tapereader, "topics", "create", "--brokers", self.bootstrap)
        lines = "".join(json.dumps(article(number), ensure_ascii=False) + "\n" for number in range(self.count))
        sent = subprocess.run([self.relay, "send", self.bootstrap, "articles.raw"], input=lines.encode(),
                              stdout=subprocess.PIPE, check=True, timeout=PATIENCE)
        if int(sent.stdout) != self.count:
            sys.exit("not all articles were sent")

    def work(self, suffix):
        group = "work" + suffix
        names = [part for role, name in OUTPUTS.items() for part in ("--set", f"topics.{role}={name}{suffix}")]
        run(self.tapereader, "topics", "create", "--brokers", self.bootstrap, *names)
        process = subprocess.Popen([self.tapereader, "work", *self.common, *LIVE, "--set", f"group={group}", "--set",
                                    f"instance_id={group}", "--set", "log.level=warning", *names])
        limit = time.monotonic() + PATIENCE
        while int(run(self.relay, "committed", self.bootstrap, group, "articles.raw")) < self.count:
            if time.monotonic() > limit or process.poll() is not None:
                process.kill()
                sys.exit("work did not finish")
            time.sleep(0.3)
        process.terminate()
        return cpu(process)

    def replay(self, suffix):
        plan = f"{self.folder}/plan{suffix}.json"
        run(self.tapereader, "replay", "plan", "articles.raw", "--from", "beginning", "--suffix", suffix, "--id",
            "bench" + suffix, "--plan", plan, *self.common)
        seconds = cpu(subprocess.Popen([self.tapereader, "replay", "run", "--plan", plan, *self.common],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        if f"records       {self.count} " not in run(self.tapereader, "replay", "verify", "--plan", plan, *self.common):
            sys.exit("the replay has other records than were sent")
        return seconds

    def compare(self, one, other):
        run(self.tapereader, "diff", "market.events" + one, "market.events" + other, "--max-changed", "0", *self.common)


def main():
    binaries, bootstrap, count, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(binaries, bootstrap, count, folder)
        bench.fill()
        for number in range(1, rounds + 1):
            live, again = bench.work(f".w{number}"), bench.replay(f".r{number}")
            bench.compare(f".w{number}", f".r{number}")
            ratios.append(again / live)
            print(f"round {number}: work {live / count * 1e6:.1f} us of CPU a record, replay {again / count * 1e6:.1f}: "
                  f"{again / live:.3f}", flush=True)
    ratio = statistics.median(ratios)
    print(f"{count} records: a replay takes {ratio:.3f} times the CPU of work (median of {rounds})")
    if ratio > MOST:
        sys.exit(f"more than {MOST}")


main()
