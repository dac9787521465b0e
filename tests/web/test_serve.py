"""The command that serves: it prints where, answers, and ends cleanly."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

AKKOORD = Path(sys.executable).parent / "akkoord"


@pytest.fixture
def serve(brewery):
    """Give a function that starts the command on a copy-free workspace and gives the process."""
    started = []

    def start(*options):
        command = [str(AKKOORD), "--language", "en", "-w", str(brewery), "serve", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_it_prints_its_address_answers_and_ends_cleanly(serve, stop):
    process = serve("--port", "0")
    said = process.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+", said)[0]
    with urllib.request.urlopen(f"{address}/sign-in", timeout=20) as answer:
        assert answer.status == 200
        assert "Server" not in answer.headers
    process.send_signal(stop)
    output, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Stopped." in output
    assert "Traceback" not in errors


def test_a_port_that_is_taken_is_said(serve):
    taken = re.search(r":(\d+)", serve("--port", "0").stdout.readline().rpartition("/")[2])[1]
    process = serve("--port", taken)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "Choose another with --host or --port" in errors


def test_an_open_network_without_https_is_warned_of(serve):
    process = serve("--host", "0.0.0.0", "--port", "0")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert "Without https" in process.communicate(timeout=30)[1]


@pytest.mark.parametrize("host", ["nergens.invalid", "300.1.1.1"])
def test_a_host_that_this_machine_is_not_is_said_in_a_sentence(serve, host):
    process = serve("--host", host, "--port", "0")
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"Cannot listen on {host}, port 0: this machine has no such address." in " ".join(told.split())
