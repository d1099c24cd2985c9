"""Orders as the server wrote them, and the claims that stop them from being started twice."""

import json
import os
import time

from . import kernel


class Problem(Exception):
    """Why user code could not be started; becomes `problem` of the exit file."""

    def __init__(self, stage, what, number=0):
        super().__init__(what)
        self.fields = {"stage": stage, "what": what, "errno": number}


def read(folder):
    """The order in an attempt's folder."""
    try:
        with open(os.path.join(folder, "order.json"), "rb", 0) as file:
            return json.loads(file.readall().decode("utf-8"))
    except (OSError, ValueError) as error:
        raise Problem("order", "order.json cannot be read: %s" % error)


def environment_of(order):
    environment = dict(order["env"])
    environment["PENSTOCK_ATTEMPT"] = order["attempt"]  # finds what outlives the step
    return environment


class Claim:
    """An attempt's claim: made before any process, completed with the process's identity as soon as there is one."""

    def __init__(self, folder, order):
        self._fd = os.open(os.path.join(folder, "claim"), os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        self._write(
            {
                "attempt": order["attempt"],
                "boot": kernel.BOOT_ID,
                "spawner": {"pid": os.getpid(), "start": kernel.start_of(os.getpid())},
                "lease": order.get("lease"),
                "at": int(time.time() * 1000),
            }
        )

    def complete(self, pid):
        self._write({"pid": pid, "start": kernel.start_of(pid)})
        self.close()

    def close(self):
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _write(self, line):
        os.write(self._fd, json.dumps(line).encode() + b"\n")


def read_claim(folder):
    """Both lines of a claim in one; what a crash left out is missing from it."""
    claim = {}
    for line in kernel.read(os.path.join(folder, "claim")).split(b"\n"):
        try:
            claim.update(json.loads(line.decode("utf-8")))
        except ValueError:
            pass
    return claim
