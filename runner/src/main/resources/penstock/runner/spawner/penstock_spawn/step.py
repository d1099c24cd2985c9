"""What a step's process does between fork and user code, whether the spawner forked it or a warm parent.

Invariant: user code starts only after `claim` was made by this very process, is on disk, and the spawner that supervises it lives.
"""

import errno
import json
import os
import signal
import socket
import sys
import time

from . import kernel, view

_SPAWNER_GONE = 3  # exit codes nobody reads: an attempt without claim never started
_CLAIMED_BEFORE = 4
_NOT_STARTED = 5
# Ignored by Python itself, and inherited through exec if left so.
_RESET = (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT, signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP)
_REPARENTING_SECONDS = 5
_MAX_REQUEST = 65536


class Problem(Exception):
    """Why user code could not be started; becomes `problem` of the exit file."""

    def __init__(self, stage, what, number=0):
        super().__init__(what)
        self.fields = {"stage": stage, "what": what, "errno": number}


class Identity:
    """A process, in the words of a claim."""

    def __init__(self, pid):
        self.pid = pid
        self.start = kernel.start_of(pid)


def run(folder, log, gate, template, spawner):
    """The rest of a process that the spawner has just forked. Never returns."""
    try:
        reset_signals()
        _execute(_begin(folder, log, gate, template, spawner))
    except BaseException as problem:
        _refuse(gate, problem)


def serve():
    """The loop of a warm parent. Returns once in each step's process, with its order; never in the parent."""
    spawner = Identity(os.getppid())
    requests = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, 0, fileno=0)
    requests.send(b'{"ready":true}')
    while True:
        message, descriptors = _receive(requests)
        if not message:
            os._exit(0)
        request = json.loads(message.decode("utf-8"))
        between = os.fork()
        if between == 0:
            if os.fork() != 0:
                os._exit(0)  # the step's parent dies, so that it becomes the spawner's child
            return _become_step(request, requests, descriptors, spawner)
        for fd in descriptors:
            os.close(fd)
        os.waitpid(between, 0)


def claim(folder, order, spawner):
    """Makes the claim, durable, and returns what it says; None when somebody made it before."""
    path = os.path.join(folder, "claim")
    identity = {
        "attempt": order["attempt"],
        "pid": os.getpid(),
        "start": kernel.start_of(os.getpid()),
        "boot": kernel.BOOT_ID,
        "spawner": {"pid": spawner.pid, "start": spawner.start},
        "lease": order.get("lease"),
        "at": int(time.time() * 1000),
    }
    try:
        fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return None
    os.write(fd, json.dumps(identity).encode())
    os.fsync(fd)
    os.close(fd)
    for parent in (folder, os.path.dirname(folder)):
        sync_folder(parent)
    return identity


def sync_folder(path):
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _begin(folder, log, gate, template, spawner):
    """Session, claim, view, descriptors, folder. Returns the order."""
    os.setsid()
    _tie_to(spawner)
    with open(os.path.join(folder, "order.json"), "rb", 0) as file:
        order = json.loads(file.readall().decode("utf-8"))
    identity = claim(folder, order, spawner)
    if identity is None:
        os._exit(_CLAIMED_BEFORE)
    say(gate, {"pid": identity["pid"]})
    if order["view"]:
        _enter_view(template, order)
        _tie_to(spawner)  # entering a user namespace may have undone the first time
    _take_descriptors(log)
    _volunteer_for_oom()
    os.umask(0o022)
    try:
        os.chdir(order["cwd"])
    except OSError as error:
        raise Problem("cwd", "the working directory '%s' cannot be entered: %s" % (order["cwd"], error.strerror), error.errno)
    return order


def _tie_to(spawner):
    """From here on this process dies with its spawner; if that is gone already, now."""
    kernel.die_with_parent()
    if os.getppid() != spawner.pid:
        os._exit(_SPAWNER_GONE)


def _enter_view(template, order):
    if template is None:
        raise Problem("view", "a private mount view was ordered and cannot be had")
    try:
        view.enter(template, order.get("hidden", []), order.get("mounts", []))
    except view.ViewProblem as problem:
        raise Problem("mount", str(problem))
    except OSError as error:
        raise Problem("mount", str(error), error.errno or 0)


def _take_descriptors(log):
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    for fd in (nothing, log):
        if fd > 2:
            os.close(fd)


def reset_signals():
    signal.set_wakeup_fd(-1)
    for number in _RESET:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _volunteer_for_oom():
    """When memory runs out, steps go before the server and the spawner."""
    try:
        fd = os.open("/proc/self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        os.write(fd, b"300")
    except OSError:
        pass
    os.close(fd)


def _execute(order):
    environment = environment_of(order)
    argv = order["argv"]
    if not argv:
        raise Problem("program", "the step has neither command nor arguments")
    path = _find(argv[0], environment.get("PATH", os.defpath))
    try:
        os.execve(path, [_bytes(text) for text in argv], {_bytes(k): _bytes(v) for k, v in environment.items()})
    except ValueError as error:
        raise Problem("exec", "the command line or environment cannot be passed: %s" % error)
    except OSError as error:
        raise Problem("exec", _explain(path, argv, error), error.errno)


def environment_of(order):
    environment = dict(order["env"])
    environment["PENSTOCK_ATTEMPT"] = order["attempt"]  # finds what outlives the step
    return environment


def _find(program, path):
    if "/" in program:
        if os.path.isdir(program):
            raise Problem("program", "'%s' is a folder" % program, errno.EACCES)
        if not os.path.exists(program):
            raise Problem("program", "the program '%s' does not exist" % program, errno.ENOENT)
        return program
    denied = None
    for folder in path.split(":"):
        candidate = os.path.join(folder or ".", program)
        if os.path.isfile(candidate):
            if os.access(candidate, os.X_OK):
                return candidate
            denied = candidate
    if denied:
        raise Problem("program", "'%s' is not executable" % denied, errno.EACCES)
    raise Problem("program", "there is no program '%s' in PATH (%s)" % (program, path), errno.ENOENT)


def _explain(path, argv, error):
    if error.errno == errno.E2BIG:
        largest = max(range(len(argv)), key=lambda i: len(_bytes(argv[i])))
        size = len(_bytes(argv[largest]))
        return "the command line is too long: argument %d has %d bytes, and this system takes 131072 an argument; pass big values as artifacts" % (largest, size)
    if error.errno == errno.ENOEXEC:
        return "'%s' is not a program of this machine and has no #! line" % path
    if error.errno == errno.ENOENT:
        return "the interpreter named in the first line of '%s' does not exist" % path
    return "'%s' cannot be started: %s" % (path, error.strerror)


def _bytes(text):
    return text.encode("utf-8", "surrogateescape")


def say(gate, message):
    os.write(gate, json.dumps(message).encode() + b"\n")


def _refuse(gate, problem):
    try:
        fields = problem.fields if isinstance(problem, Problem) else {"stage": "start", "what": repr(problem), "errno": getattr(problem, "errno", 0) or 0}
        say(gate, {"problem": fields})
    finally:
        os._exit(_NOT_STARTED)


def _receive(requests):
    room = socket.CMSG_SPACE(4 * 4)
    message, ancillary, _, _ = requests.recvmsg(_MAX_REQUEST, room)
    descriptors = []
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            for i in range(0, len(data) - len(data) % 4, 4):
                descriptors.append(int.from_bytes(data[i : i + 4], sys.byteorder))
    for fd in descriptors:
        os.set_inheritable(fd, False)
    return message, descriptors


def _become_step(request, requests, descriptors, spawner):
    log, gate = descriptors[:2]
    template = None
    if len(descriptors) > 2:
        template = view.Template(descriptors[3] if len(descriptors) > 3 else None, descriptors[2])
    try:
        _wait_for_parent(spawner)
        requests.detach()
        order = _begin(request["folder"], log, gate, template, spawner)
        if template is not None and template.user is not None:
            kernel.drop_capabilities()
            _tie_to(spawner)
        os.environ.clear()
        os.environ.update(environment_of(order))
        time.tzset()
        for fd in descriptors[2:]:
            os.close(fd)
        os.close(gate)
        return order
    except BaseException as problem:
        _refuse(gate, problem)


def _wait_for_parent(spawner):
    """Until the process between is gone. A parent that is neither means that the spawner died."""
    deadline = time.time() + _REPARENTING_SECONDS
    while os.getppid() != spawner.pid and time.time() < deadline:
        time.sleep(0.0001)
