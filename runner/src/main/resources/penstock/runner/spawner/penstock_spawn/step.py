"""The loop of a warm parent, and what a process forked from it does before user code.

Invariant: user code starts only after the spawner that supervises it knows its pid and lives.
"""

import json
import os
import socket
import sys
import time

from . import groups, kernel, orders, view

_NOT_STARTED = 5  # exit code that nobody reads: the gate has told why
_REPARENTING_SECONDS = 5
_MAX_REQUEST = 65536


def serve():
    """Answers the spawner. Returns once in each step's process, with its order; never in the parent."""
    spawner = os.getppid()
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


def _receive(requests):
    message, ancillary, _, _ = requests.recvmsg(_MAX_REQUEST, socket.CMSG_SPACE(3 * 4))
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
    try:
        _wait_for_parent(spawner)
        requests.detach()
        os.setsid()
        _tie_to(spawner)
        _say(gate, {"pid": os.getpid()})
        groups.enter(request.get("doors", ()))
        order = orders.read(request["folder"])
        if order["view"]:
            _enter_view(order, descriptors[2:], request.get("user_namespace"))
            _tie_to(spawner)  # a change of credentials undoes the first time
        _take_descriptors(log)
        _volunteer_for_oom()
        os.umask(0o022)
        _go_to(order["cwd"])
        os.environ.clear()
        os.environ.update(orders.environment_of(order))
        time.tzset()
        for fd in descriptors[1:]:
            os.close(fd)
        return order
    except BaseException as problem:
        _refuse(gate, problem)


def _wait_for_parent(spawner):
    """Until the process between is gone."""
    deadline = time.time() + _REPARENTING_SECONDS
    while os.getppid() != spawner and time.time() < deadline:
        time.sleep(0.0001)


def _tie_to(spawner):
    """From here on this process dies with its spawner; if that is gone already, now."""
    kernel.die_with_parent()
    if os.getppid() != spawner:
        os._exit(_NOT_STARTED)


def _enter_view(order, descriptors, own_user_namespace):
    if not descriptors:
        raise orders.Problem("view", "a private mount view was ordered and cannot be had")
    try:
        view.join(descriptors[0], order)
        if own_user_namespace:
            kernel.drop_capabilities()
    except view.ViewProblem as problem:
        raise orders.Problem("mount", str(problem))
    except OSError as error:
        raise orders.Problem("mount", str(error), error.errno or 0)


def _take_descriptors(log):
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    for fd in (nothing, log):
        if fd > 2:
            os.close(fd)


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


def _go_to(cwd):
    try:
        os.chdir(cwd)
    except OSError as error:
        raise orders.Problem("cwd", "the working directory '%s' cannot be entered: %s" % (cwd, error.strerror), error.errno)


def _say(gate, message):
    os.write(gate, json.dumps(message).encode() + b"\n")


def _refuse(gate, problem):
    try:
        if isinstance(problem, orders.Problem):
            fields = problem.fields
        else:
            fields = {"stage": "start", "what": repr(problem), "errno": getattr(problem, "errno", 0) or 0}
        _say(gate, {"problem": fields})
    finally:
        os._exit(_NOT_STARTED)
