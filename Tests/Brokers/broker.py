"""Starts a Kafka-compatible broker behind its relay on a free port: broker.py noida|tansu [--seconds N] [--faults]

Prints one line, the bootstrap address, once the broker answers; with --faults a second one, the port on which faults.py
takes commands. Stops, with the broker, when the process that
started it ends, on SIGTERM or SIGINT, when the broker ends, or after N seconds (default 900).
Exit codes: 0 stopped as asked, 1 the broker did not start or ended by itself, 2 wrong use.
"""
import argparse
import contextlib
import ctypes
import os
import pathlib
import queue
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time

import faults
import noida
import relay
import tansu

START_SECONDS = 120  # both answer within a second here; slow machines that do much else at once get far more
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
    """Linux means the parent's *thread*: only the main one starts brokers."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Program:
    """The broker's process, which may be killed and started again on the same port and data."""

    def __init__(self, kind, relay_, data):
        self.kind, self.relay, self.data = kind, relay_, data
        self.process, self.is_wanted = None, False
        self.wishes = queue.Queue()

    def launch(self):
        """Starts it on a free port and opens the relay to it. Returns whether it answers."""
        for _ in range(START_ATTEMPTS):
            port = free_port()
            if self._run(port):
                self.relay.start(port)
                return True
            self.end()
        return False

    def start(self):
        """Asks the main thread to start it again. Returns whether it answers."""
        answer = queue.Queue()
        self.wishes.put(answer)
        return answer.get()

    def fulfil(self, seconds):
        """Waits so long for a wish to start again."""
        with contextlib.suppress(queue.Empty):
            answer = self.wishes.get(timeout=seconds)
            answer.put(self._run(self.relay.upstream))

    def _run(self, port):
        package = pathlib.Path(sysconfig.get_path("purelib"))
        with open(self.data / "log", "ab") as log:
            self.process = subprocess.Popen(
                self.kind.command(package, port, self.relay.port, self.data), stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, env={**os.environ, "RUST_LOG": "warn"}, preexec_fn=die_with_parent,
            )  # fmt: skip
        self.is_wanted = True
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if relay.answers(port):
                return True
            time.sleep(WATCH_SECONDS)
        return False

    def stop(self):
        """SIGKILL: nothing is written that was not."""
        self.is_wanted = False
        self.process.kill()
        self.process.wait()

    def end(self):
        self.is_wanted = False
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def has_ended_by_itself(self):
        return self.is_wanted and self.process.poll() is not None


def watch(program, parent, deadline):
    """Returns the exit code when there is a reason to stop."""
    while True:
        if os.getppid() != parent:
            return 0
        if program.has_ended_by_itself():
            print(f"the broker ended by itself with code {program.process.returncode}", file=sys.stderr)
            return 1
        if time.monotonic() > deadline:
            print("the broker's time is up", file=sys.stderr)
            return 0
        program.fulfil(WATCH_SECONDS)


def main():
    parser = argparse.ArgumentParser(prog="broker.py", description="Starts a broker for tests on a free port.")
    parser.add_argument("kind", choices=["noida", "tansu"])
    parser.add_argument("--seconds", type=float, default=900, help="stop after this long (default 900)")
    parser.add_argument("--faults", action="store_true", help="take commands of faults.py; the port is the second line")
    options = parser.parse_args()
    parent, deadline = os.getppid(), time.monotonic() + options.seconds
    # A starter may have them blocked (the threads of a Swift process do), and a child inherits that.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    for signum in STOP_SIGNALS:
        signal.signal(signum, lambda *_: sys.exit(0))
    kind = {"noida": noida, "tansu": tansu}[options.kind]
    data = pathlib.Path(tempfile.mkdtemp(prefix=f"tapereader-{options.kind}-"))
    program = Program(kind, kind.make_relay(), data)
    try:
        if not program.launch():
            tail = (data / "log").read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
            print(f"{options.kind} did not answer within {START_SECONDS} s; its log ends:\n{tail}", file=sys.stderr)
            return 1
        print(f"{relay.HOST}:{program.relay.port}", flush=True)
        if options.faults:
            print(faults.serve(program.relay.faults, program), flush=True)
        return watch(program, parent, deadline)
    finally:
        program.end()
        with contextlib.suppress(OSError):
            shutil.rmtree(data)


if __name__ == "__main__":
    sys.exit(main())
