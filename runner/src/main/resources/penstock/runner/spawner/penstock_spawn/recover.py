"""What a new spawner does about attempts that a former one left: claimed, without `exit`.

A step is never run unsupervised and never taken over: whatever is left of it is killed, then its `exit` says "lost".
"""

import os
import signal
import time

from . import attempt, kernel, orders

_KILL_SECONDS = 10


def settle_all(attempts):
    """Ends every attempt in the folder that is claimed and not ended. Returns their ids."""
    left = []
    for name in sorted(_names(attempts)):
        folder = os.path.join(attempts, name)
        if os.path.exists(os.path.join(folder, "claim")) and not os.path.exists(os.path.join(folder, "exit")):
            left.append(name)
    _settle(attempts, left)
    return left


def settle(folder):
    """Ends one such attempt."""
    _settle(os.path.dirname(folder), [os.path.basename(folder)])


def _settle(attempts, names):
    if not names:
        return
    claims = {name: orders.read_claim(os.path.join(attempts, name)) for name in names}
    deadline = time.monotonic() + _KILL_SECONDS
    while _kill_all(claims) and time.monotonic() < deadline:
        time.sleep(0.02)
    for name, claim in claims.items():
        facts = {"attempt": name, "lost": _why(claim), "finished_at": attempt.now_ms()}
        if "at" in claim:
            facts["started_at"] = claim["at"]
        attempt.write_exit(os.path.join(attempts, name), facts)


def _why(claim):
    if claim.get("boot") != kernel.BOOT_ID:
        return "the machine was restarted while the step ran"
    return "the supervisor of the step died; what was left of the step was ended"


def _kill_all(claims):
    """Sends KILL to all that is left of these attempts; whether there was anything."""
    boot = kernel.BOOT_ID
    here = {name: claim for name, claim in claims.items() if claim.get("boot") == boot}
    if not here:
        return False
    return _kill_by_table(here) if kernel.LINUX else _kill_groups(here)


def _kill_by_table(claims):
    found = False
    table = {process.pid: process for process in kernel.processes() if process.state != "Z"}
    for process in table.values():
        for name, claim in claims.items():
            if process.pid != os.getpid() and _is_of(process, name, claim, table):
                found = _kill(os.kill, process.pid) or found
    return found


def _is_of(process, name, claim, table):
    """A claim without pid is of a spawner that died in that instant: then the step is known by its variable or its mounts."""
    if process.start < claim.get("start", 0):
        return False
    leader = table.get(claim.get("pid"))
    # The number of a session whose leader died can be taken by a new leader: then the session is not the step's.
    taken = leader is not None and leader.start != claim.get("start")
    return kernel.belongs(process, -1 if taken else claim.get("pid", -1), name)


def _kill_groups(claims):
    """Without /proc: the group, if its leader lives and is as old as the claim."""
    found = False
    for claim in claims.values():
        started = _started_at(claim["pid"]) if "pid" in claim and "at" in claim else None
        if started is not None and abs(started - claim["at"] / 1000.0) < 3:
            found = _kill(os.killpg, claim["pid"]) or found
    return found


def _started_at(pid):
    import subprocess  # heavy, and only needed here

    environment = dict(os.environ, LC_ALL="C")
    try:
        text = subprocess.check_output(["ps", "-o", "lstart=", "-p", str(pid)], env=environment).decode().strip()
        return time.mktime(time.strptime(text, "%a %b %d %H:%M:%S %Y"))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def _kill(send, pid):
    try:
        send(pid, signal.SIGKILL)
        return True
    except OSError:
        return False


def _names(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []
