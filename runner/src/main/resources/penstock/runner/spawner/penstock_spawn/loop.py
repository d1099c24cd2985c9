"""The spawner's one thread: sockets, pipes, timers and the ends of children, and what the server asks for.

Invariant: nothing here waits; what a step does cannot keep the others waiting.
"""

import heapq
import itertools
import json
import os
import re
import selectors
import signal
import socket
import sys
import time

from . import attempt, parents, recover

VERSION = 1
_IDLE_SECONDS = 60
_MAX_LINE = 1 << 20
_MAX_BEHIND = 1 << 20
_EARLY_EXITS = 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")


class Timers:
    """What is due when. Cancelled ones are dropped in bulk, so that long timeouts of short steps do not pile up."""

    def __init__(self):
        self._heap = []
        self._count = itertools.count()
        self._cancelled = 0

    def add(self, seconds, call):
        entry = [time.monotonic() + seconds, next(self._count), call]
        heapq.heappush(self._heap, entry)
        return entry

    def cancel(self, entry):
        if entry[2] is not None:
            entry[2] = None
            self._cancelled += 1
        if self._cancelled > 64 and self._cancelled > len(self._heap) // 2:
            self._heap = [each for each in self._heap if each[2] is not None]
            heapq.heapify(self._heap)
            self._cancelled = 0

    def until_next(self, most):
        return max(0, min(self._heap[0][0] - time.monotonic(), most)) if self._heap else most

    def due(self):
        """Takes the calls that are due."""
        now = time.monotonic()
        while self._heap and self._heap[0][0] <= now:
            entry = heapq.heappop(self._heap)
            call, entry[2] = entry[2], None
            if call is None:
                self._cancelled -= 1
            else:
                yield call


class Children:
    """Which children are whose, and exits that came before their owner was known."""

    def __init__(self):
        self._owners = {}
        self._early = {}

    def known(self):
        return self._owners

    def add(self, pid):
        self._owners[pid] = None

    def adopt(self, pid, owner):
        """Names the owner of a child. Returns (status, usage) if it has ended already."""
        early = self._early.pop(pid, None)
        if early is None:
            self._owners[pid] = owner
        return early

    def ended(self, pid, status, usage):
        """The owner of a child that was waited for, None when it has none."""
        if pid not in self._owners:
            self._early[pid] = (status, usage)
            while len(self._early) > _EARLY_EXITS:
                del self._early[next(iter(self._early))]
            return None
        return self._owners.pop(pid)


class Connection:
    """One server's connection."""

    def __init__(self, loop, channel):
        self.channel = channel
        self._loop = loop
        self._incoming = b""
        self._outgoing = b""
        loop.watch(channel.fileno(), self._on_ready)

    def send(self, message):
        self._outgoing += json.dumps(message).encode() + b"\n"
        self._flush()

    def close(self):
        if self.channel.fileno() >= 0:
            self._loop.forget(self.channel.fileno())
            self.channel.close()
        self._loop.connections.discard(self)

    def _on_ready(self):
        self._flush()
        try:
            data = self.channel.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._incoming += data
        if not data or len(self._incoming) > _MAX_LINE:
            self.close()
            return
        *lines, self._incoming = self._incoming.split(b"\n")
        for line in lines:
            self._loop.obey(self, line)

    def _flush(self):
        if self.channel.fileno() < 0:
            return
        try:
            while self._outgoing:
                self._outgoing = self._outgoing[self.channel.send(self._outgoing) :]
        except BlockingIOError:
            if len(self._outgoing) > _MAX_BEHIND:
                self.close()
                return
        except OSError:
            self.close()
            return
        self._loop.watch_writing(self.channel.fileno(), self._on_ready, bool(self._outgoing))


class Loop:
    def __init__(self, data, listener, views, view_problem, limits):
        self.children = Children()
        self.connections = set()
        self._attempts_folder = os.path.join(data, "attempts")
        self._lock = os.path.join(data, "spawner", "lock")
        self._listener = listener
        self.views = views
        self._view_problem = view_problem
        self.groups, self._limits_problem = limits
        self._selector = selectors.DefaultSelector()
        self._writing = set()
        self._timers = Timers()
        self._attempts = {}
        self._running = 0
        self._quitting = False
        self._idle_since = time.monotonic()
        self._parents = parents.Parents(self, os.path.join(data, "spawner"), views)
        self._awake, wake = os.pipe()
        for fd in (self._awake, wake):
            os.set_blocking(fd, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake)
        self.watch(self._awake, self._on_signal)
        self.watch(listener.fileno(), self._on_connection)

    # -- what the others use

    def watch(self, fd, call):
        self._selector.register(fd, selectors.EVENT_READ, call)

    def watch_writing(self, fd, call, wanted):
        if wanted == (fd in self._writing):
            return
        (self._writing.add if wanted else self._writing.discard)(fd)
        self._selector.modify(fd, selectors.EVENT_READ | (selectors.EVENT_WRITE if wanted else 0), call)

    def forget(self, fd):
        self._selector.unregister(fd)
        self._writing.discard(fd)

    def after(self, seconds, call):
        return self._timers.add(seconds, call)

    def cancel(self, timer):
        self._timers.cancel(timer)

    def tell(self, message):
        for connection in list(self.connections):
            connection.send(message)

    def report(self, text):
        sys.stderr.write("%s %s\n" % (time.strftime("%Y-%m-%dT%H:%M:%S"), text))
        sys.stderr.flush()

    # -- the loop

    def run(self):
        while not self._may_leave():
            for key, _ in self._selector.select(self._timers.until_next(_IDLE_SECONDS / 4.0)):
                # What came earlier in this round may have closed it.
                if self._selector.get_map().get(key.fd) is key:
                    self._guarded(key.data)
            for call in self._timers.due():
                self._guarded(call)

    def _guarded(self, call):
        """A fault in the handling of one thing is told and must not end the others."""
        try:
            call()
        except Exception:
            import traceback  # heavy, and only needed here

            self.report(traceback.format_exc())
            self.tell({"event": "error", "why": traceback.format_exc(limit=-1)})

    def _may_leave(self):
        if self._running or (self.connections and not self._quitting):
            self._idle_since = time.monotonic()
            return False
        return self._quitting or time.monotonic() - self._idle_since > _IDLE_SECONDS or not os.path.exists(self._lock)

    def _on_connection(self):
        try:
            channel, _ = self._listener.accept()
        except OSError:
            return
        channel.setblocking(False)
        self.connections.add(Connection(self, channel))

    def _on_signal(self):
        try:
            os.read(self._awake, 4096)
        except BlockingIOError:
            pass
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._parents.on_exit(pid)
            owner = self.children.ended(pid, status, usage)
            if owner is not None:
                self._guarded(lambda: owner.on_exit(status, usage))

    # -- what the server asks for

    def obey(self, connection, line):
        try:
            message = json.loads(line.decode("utf-8"))
            handler = {
                "hello": self._hello,
                "launch": self._launch,
                "stop": self._stop,
                "release": self._release,
                "warm": self._warm,
                "cool": self._cool,
                "quit": self._quit,
            }[message["op"]]
        except (ValueError, KeyError, TypeError):
            connection.send({"event": "error", "why": "not understood: %r" % line[:200]})
            return
        self._guarded(lambda: handler(connection, message))

    def _hello(self, connection, _):
        connection.send(
            {
                "event": "hello",
                "version": VERSION,
                "pid": os.getpid(),
                "python": "%d.%d" % sys.version_info[:2],
                "view": {"works": self.views is not None, "problem": self._view_problem},
                "limits": {"kinds": self.groups.kinds if self.groups else [], "problem": self._limits_problem},
                "running": [each.id for each in self._attempts.values() if each.exit is None],
            }
        )

    def _launch(self, connection, message):
        identifier = message["attempt"]
        folder = os.path.join(self._attempts_folder, identifier)
        known = self._attempts.get(identifier)
        if known is None and os.path.exists(os.path.join(folder, "claim")):
            if not os.path.exists(os.path.join(folder, "exit")):
                recover.settle(folder)
            connection.send({"event": "exited", "attempt": identifier})
        elif known is not None:
            if known.exit is not None:
                connection.send({"event": "exited", "attempt": identifier})
            elif known.started:
                connection.send({"event": "started", "attempt": identifier, "pid": known.pid})
        elif self._quitting or not _NAME.match(identifier) or not os.path.isfile(os.path.join(folder, "order.json")):
            why = "the spawner is about to leave" if self._quitting else "no order in %s" % folder
            connection.send({"event": "refused", "attempt": identifier, "why": why})
        else:
            self._register(identifier, folder, message).start(self._parents, message.get("warm"))

    def _register(self, identifier, folder, limits):
        made = attempt.Attempt(self, identifier, folder, limits, self._on_done)
        self._attempts[identifier] = made
        self._running += 1
        return made

    def _on_done(self, made):
        self._running -= 1
        self.tell({"event": "exited", "attempt": made.id})

    def _stop(self, connection, message):
        identifier = message["attempt"]
        folder = os.path.join(self._attempts_folder, identifier)
        known = self._attempts.get(identifier)
        if known is not None:
            known.stop(message.get("by") or "a request", message.get("grace_ms"))
        elif os.path.exists(os.path.join(folder, "claim")):
            if not os.path.exists(os.path.join(folder, "exit")):
                recover.settle(folder)
            connection.send({"event": "exited", "attempt": identifier})
        elif not _NAME.match(identifier) or not os.path.isdir(folder):
            connection.send({"event": "refused", "attempt": identifier, "why": "there is no %s" % folder})
        else:
            made = self._register(identifier, folder, message)
            made.stop(message.get("by") or "a request")
            made.refuse("stopped", "stopped before it started")

    def _release(self, connection, message):
        known = self._attempts.get(message["attempt"])
        if known is not None and known.exit is None:
            connection.send({"event": "refused", "attempt": message["attempt"], "why": "it is still running"})
            return
        self._attempts.pop(message["attempt"], None)
        connection.send({"event": "released", "attempt": message["attempt"]})

    def _warm(self, _, message):
        self._parents.get(message)

    def _cool(self, _, message):
        self._parents.cool(message.get("key"))

    def _quit(self, _, __):
        self._quitting = True
