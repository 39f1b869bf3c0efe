"""Starts a Kafka-compatible broker behind its relay on a free port: broker.py noida|tansu [--seconds N]

Prints one line, the bootstrap address, once the broker answers. Stops, with the broker, when the process that
started it ends, on SIGTERM or SIGINT, when the broker ends, or after N seconds (default 900).
Exit codes: 0 stopped as asked, 1 the broker did not start or ended by itself, 2 wrong use.
"""
import argparse
import contextlib
import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time

import noida
import relay
import tansu

START_SECONDS = 20  # both answer within a second here; slow shared machines get twenty times that
START_ATTEMPTS = 3  # the free port found for the broker can be taken by somebody else before it listens
STOP_SECONDS = 3
WATCH_SECONDS = 0.1
LOG_TAIL_BYTES = 2000
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def free_port():
    with socket.create_server((relay.HOST, 0)) as probe:
        return probe.getsockname()[1]


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(kind, relay_, data):
    """The broker's process once it answers behind `relay_`, or None."""
    package = pathlib.Path(sysconfig.get_path("purelib"))
    for _ in range(START_ATTEMPTS):
        port = free_port()
        with open(data / "log", "ab") as log:
            process = subprocess.Popen(
                kind.command(package, port, relay_.port, data), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "RUST_LOG": "warn"}, preexec_fn=die_with_parent,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if relay.answers(port):
                relay_.start(port)
                return process
            time.sleep(WATCH_SECONDS)
        stop(process)
    return None


def stop(process):
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def watch(process, parent, deadline):
    """Returns the exit code when there is a reason to stop."""
    while True:
        if os.getppid() != parent:
            return 0
        if process.poll() is not None:
            print(f"the broker ended by itself with code {process.returncode}", file=sys.stderr)
            return 1
        if time.monotonic() > deadline:
            print("the broker's time is up", file=sys.stderr)
            return 0
        time.sleep(WATCH_SECONDS)


def main():
    parser = argparse.ArgumentParser(prog="broker.py", description="Starts a broker for tests on a free port.")
    parser.add_argument("kind", choices=["noida", "tansu"])
    parser.add_argument("--seconds", type=float, default=900, help="stop after this long (default 900)")
    options = parser.parse_args()
    parent, deadline = os.getppid(), time.monotonic() + options.seconds
    # A starter may have them blocked (the threads of a Swift process do), and a child inherits that.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    for signum in STOP_SIGNALS:
        signal.signal(signum, lambda *_: sys.exit(0))
    kind = {"noida": noida, "tansu": tansu}[options.kind]
    data = pathlib.Path(tempfile.mkdtemp(prefix=f"tapereader-{options.kind}-"))
    process = None
    try:
        relay_ = kind.make_relay()
        process = start(kind, relay_, data)
        if process is None:
            tail = (data / "log").read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
            print(f"{options.kind} did not answer within {START_SECONDS} s; its log ends:\n{tail}", file=sys.stderr)
            return 1
        print(f"{relay.HOST}:{relay_.port}", flush=True)
        return watch(process, parent, deadline)
    finally:
        if process is not None:
            stop(process)
        with contextlib.suppress(OSError):
            shutil.rmtree(data)


if __name__ == "__main__":
    sys.exit(main())
