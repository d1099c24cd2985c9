"""Starts the spawner of a data folder: `python3 -I -S spawner.py DATA SOCKET view|no-view`.

Returns 0 as soon as a spawner listens, whether it is a new one or was there before; otherwise says why on stderr and returns 1.
"""

import fcntl
import gc
import os
import signal
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from penstock_spawn import groups, kernel, loop, recover, view  # noqa: E402

_LOCK_SECONDS = 10


def main(data, address, wish):
    data = os.path.realpath(data)
    ready, told = os.pipe()
    if os.fork() == 0:
        os.close(ready)
        os.setsid()
        if os.fork() != 0:
            os._exit(0)
        _be_spawner(data, address, wish, told)
    os.close(told)
    with os.fdopen(ready, "rb") as answers:
        answer = answers.read().decode("utf-8", "replace")
    if answer == "ok":
        return 0
    sys.stderr.write("the spawner could not be started: %s\n" % (answer or "it died; see spawner/log"))
    return 1


def _be_spawner(data, address, wish, told):
    try:
        folder = os.path.join(data, "spawner")
        lock = _locked(os.path.join(folder, "lock"), address)
        if lock is None:
            os.write(told, b"ok")
            os._exit(0)
        _detach(folder)
        kernel.set_name("penstock-spawner")
        kernel.become_subreaper()
        recover.settle_all(os.path.join(data, "attempts"))
        views, problem = view.prepare(_scratch(folder)) if wish == "view" else (None, "not wanted")
        limits = groups.prepare(data)
        if limits[0] is not None:
            limits[0].sweep()
        listener = _listen(address)
        spawner = loop.Loop(data, listener, views, problem, limits)
        _write(os.path.join(folder, "address"), address)
        os.write(told, b"ok")
        os.close(told)
        _lighten()
    except BaseException as error:
        os.write(told, repr(error).encode("utf-8", "replace"))
        os._exit(1)
    spawner.run()
    if spawner.groups is not None:
        spawner.groups.close()
    os.unlink(address)
    os._exit(0)


def _locked(path, address):
    """The lock, held until this process ends; None when another spawner holds it and listens."""
    fd = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return fd
        except OSError:
            if _listens(address):
                return None
            if time.monotonic() > deadline:
                raise TimeoutError("another spawner holds %s and does not answer" % path)
            time.sleep(0.02)


def _listens(address):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(address)
            return True
        except OSError:
            return False


def _listen(address):
    if os.path.exists(address):
        os.unlink(address)  # of a spawner that died: the lock is ours
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    listener.bind(address)
    os.umask(before)
    listener.listen(64)
    listener.setblocking(False)
    return listener


def _detach(folder):
    """Lets go of everything of the server's: its terminal, its folder, its descriptors, its ignored signals."""
    os.chdir("/")
    os.umask(0o022)  # what steps inherit; the spawner's own files name their mode
    log = os.open(os.path.join(folder, "log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGUSR1", "SIGUSR2"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def _scratch(folder):
    path = os.path.join(folder, "root")
    os.makedirs(path, 0o700, exist_ok=True)
    return path


def _write(path, text):
    fd = os.open(path + ".tmp", os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    os.write(fd, os.fsencode(text))
    os.close(fd)
    os.rename(path + ".tmp", path)


def _lighten():
    """A fork copies page tables: what will never be garbage is put out of the collector's way."""
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
