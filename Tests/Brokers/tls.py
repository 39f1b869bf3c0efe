"""Puts TLS in front of a broker: tls.py PORT NAME FOLDER [--seconds N]

Clients speak TLS to stunnel, stunnel speaks plain Kafka to a relay, which rewrites the advertised port to stunnel's and
joins the broker at PORT. The certificate is made out to NAME; FOLDER gets `ca.pem`, which signed it, and `other.pem`,
which did not. Prints one line, the address of stunnel. Stops when the process that started it ends, on SIGTERM or
SIGINT, or after N seconds (default 1800).
"""
import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import noida
import relay
from broker import STOP_SIGNALS, die_with_parent, free_port

DAYS = "2"
START_SECONDS = 120
WATCH_SECONDS = 0.1


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def make_certificates(folder, name):
    for authority in ("ca", "other"):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", DAYS, "-subj", f"/CN=tests {authority}",
                "-keyout", folder / f"{authority}.key", "-out", folder / f"{authority}.pem")  # fmt: skip
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
            "-keyout", folder / "broker.key", "-out", folder / "broker.csr")  # fmt: skip
    kind = "IP" if name[0].isdigit() else "DNS"
    (folder / "names.cnf").write_text(f"subjectAltName={kind}:{name}\n")
    openssl("x509", "-req", "-extfile", folder / "names.cnf", "-in", folder / "broker.csr", "-CA", folder / "ca.pem",
            "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", DAYS, "-out", folder / "broker.pem")  # fmt: skip


def start_stunnel(folder, port, upstream):
    (folder / "stunnel.conf").write_text(
        f"foreground = yes\npid =\nsyslog = no\n[kafka]\naccept = {relay.HOST}:{port}\n"
        f"connect = {relay.HOST}:{upstream}\ncert = {folder}/broker.pem\nkey = {folder}/broker.key\n"
    )
    program = shutil.which("stunnel4") or shutil.which("stunnel")
    with open(folder / "stunnel.log", "wb") as log:
        return subprocess.Popen(
            [program, str(folder / "stunnel.conf")], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            preexec_fn=die_with_parent,
        )  # fmt: skip


def is_listening(process, log):
    """Stunnel says so itself: a connection made to find out would look like a client that gave up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if b"Configuration successful" in log.read_bytes():
            return True
        time.sleep(WATCH_SECONDS)
    return False


def main():
    parser = argparse.ArgumentParser(prog="tls.py", description="Puts TLS in front of a broker.")
    parser.add_argument("port", type=int, help="where the broker takes plain connections on loopback")
    parser.add_argument("name", help="whom the certificate is made out to")
    parser.add_argument("folder", type=pathlib.Path, help="an empty folder for certificates and logs")
    parser.add_argument("--seconds", type=float, default=1800, help="stop after this long (default 1800)")
    options = parser.parse_args()
    parent, deadline = os.getppid(), time.monotonic() + options.seconds
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    for signum in STOP_SIGNALS:
        signal.signal(signum, lambda *_: sys.exit(0))
    make_certificates(options.folder, options.name)
    rewriting = noida.make_relay()
    port, upstream = free_port(), rewriting.port
    rewriting.port = port
    rewriting.start(options.port)
    process = start_stunnel(options.folder, port, upstream)
    try:
        if not is_listening(process, options.folder / "stunnel.log"):
            print((options.folder / "stunnel.log").read_text(), file=sys.stderr)
            return 1
        print(f"{relay.HOST}:{port}", flush=True)
        while os.getppid() == parent and process.poll() is None and time.monotonic() < deadline:
            time.sleep(WATCH_SECONDS)
        return 0
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
