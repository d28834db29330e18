"""Waits until a service is ready, asks it one question over HTTP and prints the answer."""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
from typing import Any

READY_WITHIN_SECONDS = 180


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until_ready(address: str, process: int) -> None:
    """Stop the script when the service ends or is not ready in time."""
    end = time.monotonic() + READY_WITHIN_SECONDS
    while not is_ready(address):
        if not is_running(process):
            sys.exit("The service stopped before it was ready.")
        if time.monotonic() > end:
            sys.exit(f"The service was not ready after {READY_WITHIN_SECONDS} seconds.")
        time.sleep(0.3)


def ask(address: str, question: str) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{address}/v1/ask",
        data=json.dumps({"question": question}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        answer: dict[str, Any] = json.load(reply)
    return answer


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("address")
    arguments.add_argument("question")
    arguments.add_argument("--while-running", type=int, required=True, metavar="PID")
    given = arguments.parse_args()
    wait_until_ready(given.address, given.while_running)
    answer = ask(given.address, given.question)
    print(f"\nPOST {given.address}/v1/ask\n{answer['answer']}")
    for number, citation in enumerate(answer["citations"], start=1):
        print(
            f"[{number}] {citation['report_title']}, page {citation['page']}: {citation['quote']}"
        )
    if answer["outcome"] != "answered":
        sys.exit(f"Expected an answer, got the outcome {answer['outcome']!r}.")


if __name__ == "__main__":
    main()
