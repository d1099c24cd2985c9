"""Warm parents: Python processes that have imported what their steps need, and fork them on demand."""

import json
import os
import signal
import socket
import sys
import time

from . import kernel

_READY_SECONDS = 30
_IDLE_SECONDS = 600
_MOST = 8
_MAX_MESSAGE = 65536


class Parent:
    """One warm parent and the steps that wait for it to be ready."""

    def __init__(self, key, pid, channel):
        self.key = key
        self.pid = pid
        self.channel = channel
        self.ready = False
        self.waiting = []
        self.used_at = time.monotonic()


class Parents:
    """The living warm parents, by key."""

    def __init__(self, loop, folder, views):
        self._loop = loop
        self._folder = folder
        self._views = views
        self._by_key = {}
        loop.after(_IDLE_SECONDS / 10.0, self._end_idle)

    def start_step(self, attempt, log, gate, warm):
        """Has the parent of warm["key"] fork the step. The parent gets copies of log and gate; ours are closed when it has them."""
        parent = self.get(warm)
        parent.used_at = time.monotonic()
        if parent.ready:
            self._send(parent, attempt, log, gate)
        else:
            parent.waiting.append((attempt, log, gate))

    def get(self, warm):
        """The parent for a key, started if there is none."""
        parent = self._by_key.get(warm["key"])
        if parent is None:
            self._make_room()
            parent = self._start(warm)
            self._by_key[warm["key"]] = parent
        return parent

    def on_exit(self, pid):
        """A child has ended that may have been a warm parent."""
        for parent in [each for each in self._by_key.values() if each.pid == pid]:
            self._drop(parent, "the warm parent ended")

    def cool(self, key=None):
        """Ends the parents (of that key) that no step waits for."""
        for parent in list(self._by_key.values()):
            if not parent.waiting and key in (None, parent.key):
                self._drop(parent, None)

    def _start(self, warm):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if pid == 0:
            _become_parent(warm, theirs, self._folder, self._views)
        theirs.close()
        ours.setblocking(False)
        parent = Parent(warm["key"], pid, ours)
        self._loop.children.add(pid)
        self._loop.watch(ours.fileno(), lambda: self._on_word(parent))
        self._loop.after(_READY_SECONDS, lambda: None if parent.ready else self._drop(parent, "it was not ready within %d s" % _READY_SECONDS))
        return parent

    def _on_word(self, parent):
        try:
            message = parent.channel.recv(_MAX_MESSAGE)
        except BlockingIOError:
            return
        except OSError:
            message = b""
        if not message:
            self._drop(parent, "the warm parent ended; see spawner/warm.log")
            return
        parent.ready = True
        self._loop.tell({"event": "warmed", "key": parent.key, "ready": True})
        waiting, parent.waiting = parent.waiting, []
        for attempt, log, gate in waiting:
            self._send(parent, attempt, log, gate)

    def _send(self, parent, attempt, log, gate):
        descriptors = [log, gate] + ([self._views.template(None)] if self._views else [])
        own = self._views is not None and self._views.own_user_namespace
        request = json.dumps({"attempt": attempt.id, "folder": attempt.folder, "user_namespace": own, "doors": attempt.doors()}).encode()
        rights = b"".join(fd.to_bytes(4, sys.byteorder, signed=True) for fd in descriptors)
        try:
            parent.channel.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        except BlockingIOError:  # its queue is full: once more when it has taken some
            self._loop.after(0.005, lambda: self._send(parent, attempt, log, gate))
            return
        except OSError:
            pass  # it is dead: the closed gate tells the attempt
        os.close(log)
        os.close(gate)

    def _drop(self, parent, problem):
        if self._by_key.get(parent.key) is not parent:
            return
        del self._by_key[parent.key]
        self._loop.forget(parent.channel.fileno())
        parent.channel.close()
        if problem:
            self._loop.tell({"event": "warmed", "key": parent.key, "ready": False, "problem": problem})
        for _, log, gate in parent.waiting:
            os.close(log)
            os.close(gate)

    def _make_room(self):
        idle = sorted((each for each in self._by_key.values() if not each.waiting), key=lambda each: each.used_at)
        for parent in idle[: max(0, len(self._by_key) + 1 - _MOST)]:
            self._drop(parent, None)

    def _end_idle(self):
        for parent in list(self._by_key.values()):
            if not parent.waiting and time.monotonic() - parent.used_at > _IDLE_SECONDS:
                self._drop(parent, None)
        self._loop.after(_IDLE_SECONDS / 10.0, self._end_idle)


def _become_parent(warm, channel, folder, views):
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        if views is not None and views.own_user_namespace:
            kernel.keep_mounting_after_exec()
        kernel.die_with_parent()
        log = os.open(os.path.join(folder, "warm.log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        os.dup2(channel.fileno(), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir("/")
        code = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        environment = dict(warm["env"], PENSTOCK_SPAWNER_DIR=code)
        os.execvpe(warm["command"][0], warm["command"], environment)
    except BaseException as problem:
        os.write(2, ("a warm parent could not be started: %r\n" % problem).encode())
    finally:
        os._exit(127)
