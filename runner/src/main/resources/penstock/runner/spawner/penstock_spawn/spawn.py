"""Starts the process of a step by its command. The C code of subprocess does what must happen between fork and exec, mostly by vfork."""

import errno
import os
import subprocess

from . import kernel, view
from .orders import Problem, environment_of

_NOTHING = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)


def spawn(order, log, views, doors=()):
    """Starts the step, its output going to log; returns the pid of its first process. Doors: descriptors of groups that it enters."""
    if not order["view"]:
        return _start(order, log, doors)
    if views is None:
        raise Problem("view", "a private mount view was ordered and cannot be had")
    try:
        _enter(order, views)
        return _start(order, log, doors)
    finally:
        views.leave()


def _enter(order, views):
    try:
        views.enter(order)
    except view.ViewProblem as problem:
        raise Problem("mount", str(problem))
    except OSError as error:
        raise Problem("mount", str(error), error.errno or 0)


def _start(order, log, doors):
    environment = environment_of(order)
    argv = [_bytes(word) for word in order["argv"]]
    cwd = order["cwd"]
    if not argv:
        raise Problem("program", "the step has neither command nor arguments")
    if not os.path.isdir(cwd):
        raise Problem("cwd", "the working directory '%s' does not exist" % cwd, errno.ENOENT)
    path = _find(order["argv"][0], environment.get("PATH", os.defpath), cwd)
    try:
        process = subprocess.Popen(
            argv,
            executable=path,
            cwd=cwd,
            env={_bytes(name): _bytes(value) for name, value in environment.items()},
            stdin=_NOTHING,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_entering(doors),
        )
    except ValueError as error:
        raise Problem("exec", "the command line or environment cannot be passed: %s" % error)
    except OSError as error:
        raise Problem("fork" if error.errno in (errno.EAGAIN, errno.ENOMEM) else "exec", _explain(path, argv, error), error.errno or 0)
    except subprocess.SubprocessError:
        raise Problem("start", "the step could not be put under its limits")
    process.returncode = 0  # the loop waits for all children; subprocess must not
    _volunteer_for_oom(process.pid)
    return process.pid


def _entering(doors):
    """Costs the faster vfork, so only for those who need it: nothing may run outside of its limits, however briefly."""
    if not doors:
        return None

    def enter():
        for door in doors:
            os.write(door, b"0")

    return enter


def _volunteer_for_oom(pid):
    """When memory runs out, steps go before the server and the spawner."""
    if not kernel.LINUX:
        return
    try:
        fd = os.open("/proc/%d/oom_score_adj" % pid, os.O_WRONLY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        os.write(fd, b"300")
    except OSError:
        pass
    os.close(fd)


def _find(program, path, cwd):
    if "/" in program:
        full = os.path.join(cwd, program)
        if os.path.isdir(full):
            raise Problem("program", "'%s' is a folder" % program, errno.EACCES)
        if not os.path.exists(full):
            raise Problem("program", "the program '%s' does not exist" % program, errno.ENOENT)
        return program
    denied = None
    for folder in path.split(":"):
        candidate = os.path.join(cwd, folder, program)
        if os.path.isfile(candidate):
            if os.access(candidate, os.X_OK):
                return candidate
            denied = candidate
    if denied:
        raise Problem("program", "'%s' is not executable" % denied, errno.EACCES)
    raise Problem("program", "there is no program '%s' in PATH (%s)" % (program, path), errno.ENOENT)


def _explain(path, argv, error):
    if error.errno == errno.E2BIG:
        largest = max(range(len(argv)), key=lambda i: len(argv[i]))
        size = len(argv[largest])
        return "the command line is too long: argument %d has %d bytes, and this system takes 131072 an argument; pass big values as artifacts" % (largest, size)
    if error.errno == errno.ENOEXEC:
        return "'%s' is not a program of this machine and has no #! line" % path
    if error.errno == errno.ENOENT:
        return "the interpreter named in the first line of '%s' does not exist" % path
    return "'%s' cannot be started: %s" % (path, error.strerror)


def _bytes(text):
    return text.encode("utf-8", "surrogateescape")
