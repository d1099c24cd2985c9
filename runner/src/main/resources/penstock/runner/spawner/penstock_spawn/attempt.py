"""One attempt, from its start to its `exit` file.

    claimed --process started--> running --first process ended--> ending --nothing left of it--> ended
        any of them --stop or timeout--> TERM, and KILL after the grace

Invariant: `exit` is renamed into place only when the group of the attempt is empty and no stray of it is known, or after END_SECONDS.
"""

import errno
import json
import os
import signal
import time

from . import groups, kernel, orders, spawn

_CHUNK = 1 << 16
_TAIL = 8192
_END_SECONDS = 5  # for what KILL cannot end at once: then the exit is written all the same
_END_POLL_SECONDS = 0.02
_LAST_CHUNKS = 64  # more than a pipe holds
_RETRY_SECONDS = 1
_DURABLE_AFTER_MS = 1000


def now_ms():
    return int(time.time() * 1000)


class Log:
    """The merged output of an attempt: the first limit bytes, a marker, and the last few KiB."""

    def __init__(self, path, limit):
        self._path = path
        self._limit = limit
        self._fd = None
        self._tail = b""
        self.produced = 0
        self.problem = None

    @property
    def truncated(self):
        return self.produced > self._limit

    def write(self, data):
        room = max(0, self._limit - self.produced)
        self.produced += len(data)
        if room:
            self._append(data[:room])
        if len(data) > room:
            self._tail = (self._tail + data[room:])[-_TAIL:]

    def close(self):
        if self.truncated:
            dropped = self.produced - self._limit - len(self._tail)
            self._append(b"\n[penstock: more than %d bytes of output; %d bytes left out here]\n" % (self._limit, dropped))
            self._append(self._tail)
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _append(self, data):
        try:
            if self._fd is None:
                self._fd = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o600)
            while data:
                data = data[os.write(self._fd, data) :]
        except OSError as error:  # a full disk must not stop the step, but is said
            self.problem = "the log is incomplete: %s" % error.strerror


class Attempt:
    """Supervises one attempt. Told by the loop what its pipes bring and when its process ends."""

    def __init__(self, loop, identifier, folder, limits, done):
        self.id = identifier
        self.folder = folder
        self.pid = None
        self.exit = None  # content of the exit file once it is there
        self.started = False
        self._loop = loop
        self._limits = limits
        self._done = done
        self._claim = None
        self._log = Log(os.path.join(folder, "log"), limits.get("log_bytes", 10 << 20))
        self._log_fd = None
        self._gate_fd = None
        self._gate = b""
        self._warm = False
        self._warm_problem = None
        self._problem = None
        self._status = None
        self._usage = None
        self._started_at = now_ms()
        self._stopped_by = None
        self._timed_out = False
        self._stopping = False
        self._leftovers = set()
        self._group_lives = True
        self._deadline = None
        self._timers = []
        self._order = None
        self._group = None

    def start(self, parents, warm):
        """Claims the attempt and starts it, from a warm parent if one is named. FileExistsError when it was claimed before."""
        try:
            order = orders.read(self.folder)
        except orders.Problem as problem:
            order = {"attempt": self.id}
            self._problem = problem.fields
        self._claim = orders.Claim(self.folder, order)
        if self._problem is not None:
            self._finish()
        elif order.get("boot", kernel.BOOT_ID) != kernel.BOOT_ID:
            # Its claim may be among what the machine forgot: whether it ran cannot be told.
            self._problem = {"stage": "boot", "what": "the machine was restarted after the step was ordered", "errno": 0}
            self._finish()
        elif not self._make_group(order.get("limits")):
            self._finish()
        elif warm is None:
            self._start_plainly(order)
        else:
            self._start_warm(parents, warm, order)

    def refuse(self, stage, what):
        """Ends an attempt that never was, so that a late request to start it does nothing."""
        self._claim = orders.Claim(self.folder, {"attempt": self.id})
        self._problem = {"stage": stage, "what": what, "errno": 0}
        self._finish()

    def stop(self, by, grace_ms=None):
        if self.exit is not None or self._stopping:
            return
        self._stopping = True
        self._stopped_by = by
        if grace_ms is not None:
            self._limits["grace_ms"] = grace_ms
        if self.pid is not None:
            self._terminate()

    def on_exit(self, status, usage):
        """The first process has ended and has been waited for."""
        self._status, self._usage = status, usage
        self._on_gate()
        self._deadline = time.monotonic() + _END_SECONDS
        self._end()

    # -- starting

    def _make_group(self, limits):
        """Whether the step can be started: it has the limits that can be had here."""
        if not limits or self._loop.groups is None:
            return True
        try:
            self._group = self._loop.groups.make(self.id, limits)
            return True
        except OSError as error:
            self._problem = {"stage": "start", "what": "the step's limits cannot be set: %s" % error, "errno": error.errno or 0}
            return False

    def doors(self):
        """Through which the step's first process enters its limits; empty for none."""
        return [] if self._group is None else self._group.doors()

    def _start_plainly(self, order):
        doors = []
        try:
            log = self._open_log()
            try:
                doors = [] if self._group is None else groups.opened(self._group)
                pid = spawn.spawn(order, log, self._loop.views, doors)
            finally:
                for fd in [log] + doors:
                    os.close(fd)
        except orders.Problem as problem:
            self._problem = problem.fields
            self._finish()
        except OSError as error:
            self._problem = {"stage": "fork", "what": "no pipe could be made: %s" % error.strerror, "errno": error.errno}
            self._finish()
        else:
            self._supervise(pid)
            self._tell_started()

    def _start_warm(self, parents, warm, order):
        self._warm = True
        self._order = order
        log = self._open_log()
        self._gate_fd, gate = os.pipe()
        os.set_blocking(self._gate_fd, False)
        self._loop.watch(self._gate_fd, self._on_gate)
        parents.start_step(self, log, gate, warm)

    def _open_log(self):
        """Returns the end of the log pipe that the step writes to."""
        self._log_fd, log = os.pipe()
        os.set_blocking(self._log_fd, False)
        self._loop.watch(self._log_fd, self._on_log)
        return log

    def _supervise(self, pid):
        """The first process of the attempt is known. Timeouts count from here."""
        self.pid = pid
        self._claim.complete(pid)
        self._started_at = now_ms()
        if self._limits.get("timeout_ms"):
            self._after(self._limits["timeout_ms"] / 1000.0, self._on_timeout)
        if self._stopping:
            self._terminate()
        early = self._loop.children.adopt(pid, self)
        if early:
            self.on_exit(*early)

    def _tell_started(self):
        self.started = True
        self._loop.tell({"event": "started", "attempt": self.id, "pid": self.pid})

    # -- what the step says

    def _on_log(self):
        """Takes one chunk, so that no step can keep the others waiting. Whether there may be more."""
        try:
            data = os.read(self._log_fd, _CHUNK)
        except BlockingIOError:
            return False
        if data:
            self._log.write(data)
        else:
            self._close_log()
        return bool(data)

    def _on_gate(self):
        if self._gate_fd is None:
            return
        try:
            data = os.read(self._gate_fd, _CHUNK)
        except BlockingIOError:
            return
        self._gate += data
        while b"\n" in self._gate:
            line, self._gate = self._gate.split(b"\n", 1)
            self._on_word(json.loads(line.decode("utf-8")))
        if not data:
            self._close_gate()
            self._on_gate_closed()

    def _on_word(self, word):
        if "problem" in word:
            self._problem = word["problem"]
        if "pid" in word:
            self._supervise(word["pid"])

    def _on_gate_closed(self):
        if self.pid is None:  # the warm parent died or could not fork, and nothing of the step ran
            self._close_log()
            self._warm = False
            self._warm_problem = "the warm parent ended before it started the step; see spawner/warm.log"
            self._start_plainly(self._order)
        elif self._problem is None and self._status is None:
            self._tell_started()

    # -- ending it

    def _on_timeout(self):
        if self._status is None and not self._stopping:
            self._timed_out = True
            self._stopping = True
            self._terminate()

    def _terminate(self):
        self._signal(signal.SIGTERM)
        self._after(self._limits.get("grace_ms", 10000) / 1000.0, self._kill)

    def _kill(self):
        if self.exit is None:
            self._signal(signal.SIGKILL)

    def _signal(self, number):
        if self._status is None:
            _kill_group(self.pid, number)
        for stray in self._strays():
            _kill(stray, number)

    def _strays(self):
        """Pids of processes that left the group and lost their parent: as orphans they are children of this process."""
        pids = kernel.children()
        if pids is None:
            return []
        known = self._loop.children.known()
        found = [kernel.stat(pid) for pid in pids if pid not in known]
        return [each.pid for each in found if each and each.state != "Z" and kernel.belongs(each, self.pid, self.id)]

    def _others_of_group(self):
        """Whatever is left in the attempt's control group, however it got away from its parents."""
        if self._group is None:
            return set()
        found = [kernel.stat(pid) for pid in self._group.pids()]
        return {each.pid for each in found if each and each.state != "Z"}

    def _end(self):
        """Kills what is left, as the end of a container's first process does, and writes `exit` when nothing is."""
        # Once the group is empty its number may become somebody else's.
        self._group_lives = self._group_lives and _kill_group(self.pid, signal.SIGKILL)
        strays = set(self._strays()) | self._others_of_group()
        for stray in strays:
            _kill(stray, signal.SIGKILL)
            self._leftovers.add(stray)
        for _ in range(_LAST_CHUNKS):
            if self._log_fd is None or not self._on_log():
                break
        if (self._group_lives or strays or self._log_fd is not None) and time.monotonic() < self._deadline:
            self._loop.after(_END_POLL_SECONDS, self._end)
        else:
            self._finish()

    def _finish(self):
        self._close_gate()
        self._close_log()
        self._log.close()
        self._claim.close()
        facts = self._facts()
        try:
            write_exit(self.folder, facts)
        except OSError as error:
            if not os.path.isdir(self.folder):
                facts["problem"] = {"stage": "exit", "what": "the attempt's folder is gone", "errno": errno.ENOENT}
            else:  # a full disk: the fact is kept until it can be written
                self._loop.report("exit of %s: %s" % (self.id, error))
                self._loop.after(_RETRY_SECONDS, self._finish)
                return
        self.exit = facts
        if self._group is not None:
            self._loop.groups.remove(self._group)
            self._group = None
        for timer in self._timers:
            self._loop.cancel(timer)
        self._done(self)

    def _after(self, seconds, call):
        self._timers.append(self._loop.after(seconds, call))

    def _facts(self):
        facts = {"attempt": self.id, "started_at": self._started_at, "finished_at": now_ms(), "log_bytes": self._log.produced, "warm": self._warm}
        if self._problem is not None:
            lost = self._problem["stage"] == "boot"
            facts["lost" if lost else "problem"] = self._problem["what"] if lost else self._problem
        elif os.WIFSIGNALED(self._status):
            facts["signal"] = os.WTERMSIG(self._status)
        else:
            facts["code"] = os.WEXITSTATUS(self._status)
        optional = {
            "stopped_by": self._stopped_by,
            "timed_out": self._timed_out,
            "truncated": self._log.truncated,
            "log_problem": self._log.problem,
            "leftovers": len(self._leftovers),
            "warm_problem": self._warm_problem,
        }
        facts.update((name, value) for name, value in optional.items() if value)
        if self._group is not None and facts.get("code") != 0 and self._group.out_of_memory():
            facts["memory_limit_bytes"] = self._group.memory_limit
        if self._usage is not None:
            facts["max_rss_kb"] = self._usage.ru_maxrss
            facts["cpu_ms"] = int((self._usage.ru_utime + self._usage.ru_stime) * 1000)
        return facts

    def _close_log(self):
        if self._log_fd is not None:
            self._loop.forget(self._log_fd)
            os.close(self._log_fd)
            self._log_fd = None

    def _close_gate(self):
        if self._gate_fd is not None:
            self._loop.forget(self._gate_fd)
            os.close(self._gate_fd)
            self._gate_fd = None


def write_exit(folder, facts):
    path = os.path.join(folder, "exit")
    fd = os.open(path + ".tmp", os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    durable = facts.get("finished_at", 0) - facts.get("started_at", 0) > _DURABLE_AFTER_MS
    try:
        os.write(fd, json.dumps(facts).encode())
        if durable:
            os.fsync(fd)
    finally:
        os.close(fd)
    os.rename(path + ".tmp", path)
    if durable:
        _sync_folder(folder)


def _sync_folder(path):
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _kill_group(pid, number):
    """Whether there was anybody to get the signal."""
    return _sent(os.killpg, pid, number)


def _kill(pid, number):
    return _sent(os.kill, pid, number)


def _sent(send, pid, number):
    try:
        send(pid, number)
        return True
    except PermissionError:
        return True  # macOS says so of zombies; Linux of a program that changed its user
    except ProcessLookupError:
        return False
