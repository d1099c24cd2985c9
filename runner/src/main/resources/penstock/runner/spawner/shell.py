"""Shows a step's surroundings to a person: `python3 -I -S shell.py FOLDER keep|remove [PROGRAM ARGUMENT…]`.

FOLDER holds an order as the spawner takes it. Without a program, an interactive shell is started. Ends as the program ends, 125 when it could not
be started. The terminal is the program's while it runs, so that what is typed (Ctrl-C included) reaches it alone.
"""

import fcntl
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from penstock_spawn import orders, view  # noqa: E402

_UNSTARTABLE = 125
_SHELLS = ("/bin/bash", "/usr/bin/bash", "/bin/sh")
_OF_THE_TERMINAL = ("TERM", "COLORTERM", "NO_COLOR")


def main(folder, fate, *command):
    lock = os.open(os.path.join(folder, "lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    fcntl.lockf(lock, fcntl.LOCK_EX)  # tells the server that it is in use
    try:
        order = orders.read(os.path.join(folder, "step"))
        views = _views(folder) if order["view"] else None
        return _wait(_start(order, views, list(command)))
    except (orders.Problem, view.ViewProblem) as problem:
        sys.stderr.write("the step's surroundings cannot be shown: %s\n" % problem)
        return _UNSTARTABLE
    finally:
        if fate == "remove":
            shutil.rmtree(folder, ignore_errors=True)


def _views(folder):
    scratch = os.path.join(folder, "root")
    os.makedirs(scratch, 0o700, exist_ok=True)
    views, problem = view.prepare(scratch)
    if views is None:
        raise view.ViewProblem(problem)
    return views


def _start(order, views, command):
    pid = os.fork()
    if pid == 0:
        try:
            _take_terminal()
            if views is not None:
                views.enter(order)
            _become(order, command)
        except BaseException as problem:
            sys.stderr.write("it could not be started: %s\n" % problem)
        finally:
            os._exit(_UNSTARTABLE)
    return pid


def _become(order, command):
    environment = dict(order["env"])
    environment.update({name: os.environ[name] for name in _OF_THE_TERMINAL if name in os.environ})
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTTOU):
        signal.signal(number, signal.SIG_DFL)
    os.umask(0o022)
    os.chdir(order["cwd"])
    os.execvpe(*_program(command, environment))


def _program(command, environment):
    if command:
        return command[0], command, environment
    shell = next(each for each in _SHELLS if os.access(each, os.X_OK))
    environment.setdefault("PS1", "step$ ")
    plain = ["--norc", "--noprofile"] if shell.endswith("bash") else []
    return shell, [shell] + plain + ["-i"], environment


def _take_terminal():
    if os.isatty(0):
        os.setpgid(0, 0)
        _give_terminal(os.getpid())


def _give_terminal(group):
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        os.tcsetpgrp(0, group)
    except OSError:
        pass  # it is not ours to give: a background job, or another session's


def _wait(pid):
    """The exit code of the program, which gets what is sent to this process."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda sent, _: os.kill(pid, sent))
    while True:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            os.kill(pid, signal.SIGCONT)  # there is nobody to continue it later
            continue
        if os.isatty(0):
            _give_terminal(os.getpgrp())
        return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
