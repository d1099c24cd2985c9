"""Runs KFP's executor in a process that was forked from one that has imported it before.

    python3 warm.py serve MODULE    a warm parent: imports MODULE, then forks one process per step (PROTOCOL.md, section 6)
    python3 warm.py run FILE        one step without a parent; FILE holds the payload

A payload is {"module", "runtime": bool, "source", "arguments": [...]}: the executor's module, whether KFP's run-time flag is set for
it, the component's source text, and the executor's own options.

Invariant: what the component's code sees is what `python3 -m MODULE --component_module_path FILE OPTIONS…` would have shown it.
What still differs: the command line in /proc, more frames at the bottom of the stack, one hash seed for all steps of a parent.
"""

import argparse
import atexit
import builtins
import gc
import importlib
import importlib.machinery
import io
import json
import os
import runpy
import signal
import sys
import types

_SUFFIXES = (".py", ".pyc") + tuple(importlib.machinery.EXTENSION_SUFFIXES)
_NAME_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def serve(module):
    """Imports, then waits for steps. Returns once in each step's process, with the payload."""
    spawner = os.environ["PENSTOCK_SPAWNER_DIR"]
    sys.path.insert(0, spawner)
    from penstock_spawn import step

    sys.path.remove(spawner)
    said = _import(module)
    _refuse_threads(module)
    _lighten()
    order = step.serve()
    for name in [name for name in sys.modules if name.split(".")[0] == "penstock_spawn"]:
        del sys.modules[name]
    _inherited.update(sys.modules)
    if _shadowed(os.getcwd()):
        _start_plainly(order["argv"])
    _take_stdio()
    sys.stderr.write(said)
    return order["warm"]["payload"]


def run(payload):
    """Becomes the executor. Ends as the interpreter would: with its traceback, its exit code, its exit handlers."""
    module, runtime = payload["module"], payload["runtime"]
    if runtime:
        os.environ["_KFP_RUNTIME"] = "true"
    os.environ["PWD"] = os.getcwd()  # as the shell between would set it
    _reseed()
    options = ["--component_module_path", _write_source(payload["source"])] + payload["arguments"]
    sys.argv = ["-m"] + options
    if hasattr(sys, "orig_argv"):
        sys.orig_argv = ["python3", "-m", module] + options
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, os.getcwd())
    _keep.append(_replace_main())
    uncaught = None
    try:
        runpy._run_module_as_main(module)  # what the interpreter itself calls for -m
    except SystemExit:
        raise
    except BaseException as error:
        uncaught = error
    if uncaught is not None:  # no longer being handled, so that nothing that follows is chained to it
        _report(uncaught)
        sys.exit(1)


_keep = []  # a module that nothing refers to is emptied, even while its functions run
_interrupted = []
_inherited = {}  # what was imported before the fork


def _import(module):
    """Imports what the executor needs, but not itself, which runs as __main__. Returns what the imports had to say."""
    screen, sys.stderr = sys.stderr, io.StringIO()
    try:
        importlib.import_module(module)
        _rehearse()
        said = sys.stderr.getvalue()
    finally:
        sys.stderr = screen
    parent, _, name = module.rpartition(".")
    del sys.modules[module]
    delattr(sys.modules[parent], name)
    return said


def _rehearse():
    """Loads what the executor's first lines would otherwise load in every step: argparse brings much of it late."""
    parser = argparse.ArgumentParser(description="")
    parser.add_argument("--option", type=str, required=True, help="")
    parser.parse_known_args(["--option", ""])


def _refuse_threads(module):
    """A fork copies only the thread that calls it: locks held by others would stay locked for ever."""
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:
        return
    if threads > 1:
        sys.exit("importing %s leaves %d threads running; its steps cannot be forked" % (module, threads))


def _lighten():
    """What is there now stays: keeps the collector from touching, and so copying, the memory that all steps share."""
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()


def _shadowed(folder):
    """Whether a module that is already imported would have come from the step's own folder, which precedes all others in sys.path."""
    if getattr(sys.flags, "safe_path", False):
        return False
    imported = {name for name in sys.modules if "." not in name}
    for entry in os.listdir(folder):
        name = entry.split(".")[0]
        if name in imported and (entry.endswith(_SUFFIXES) or os.path.isfile(os.path.join(folder, entry, "__init__.py"))):
            return True
    return False


def _start_plainly(argv):
    """Becomes the step's command, with the signals that Python ignores as they were before it."""
    for name in ("SIGPIPE", "SIGXFSZ"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    os.execvp(argv[0], argv)


def _take_stdio():
    """Files that know what the descriptors are now: the parent's remember a socket and a log file."""
    sys.stdin = sys.__stdin__ = _stream(0, "r", sys.stdin, "<stdin>")
    sys.stdout = sys.__stdout__ = _stream(1, "w", sys.stdout, "<stdout>")
    sys.stderr = sys.__stderr__ = _stream(2, "w", sys.stderr, "<stderr>")


def _stream(fd, mode, like, name):
    unbuffered = isinstance(like.buffer, io.RawIOBase)
    binary = open(fd, mode + "b", buffering=0 if unbuffered else -1, closefd=False)
    raw = binary if unbuffered else binary.raw
    raw.name = name
    stream = io.TextIOWrapper(binary, like.encoding, like.errors, "\n", like.line_buffering, write_through=unbuffered and mode == "w")
    stream.mode = mode
    return stream


def _reseed():
    """What was drawn before the fork must not be the same in every step."""
    if sys.version_info < (3, 7) and "random" in sys.modules:
        sys.modules["random"].seed()
    if "tempfile" in sys.modules:
        sys.modules["tempfile"].tempdir = None
    if "multiprocessing.process" in sys.modules:
        process = sys.modules["multiprocessing.process"]
        process.current_process().authkey = os.urandom(32)


def _write_source(source):
    """Where and how the shell's `mktemp -d` and `printf` would put it."""
    name = "".join(_NAME_CHARACTERS[byte % len(_NAME_CHARACTERS)] for byte in os.urandom(10))
    folder = os.path.join(os.environ.get("TMPDIR") or "/tmp", "tmp." + name)
    os.mkdir(folder, 0o700)
    path = os.path.join(folder, "ephemeral_component.py")
    with open(path, "wb") as file:
        file.write(source.encode("utf-8", "surrogateescape"))
    return path


def _replace_main():
    """Gives the executor a fresh __main__. Returns this program's own."""
    ours = sys.modules["__main__"]
    main = types.ModuleType("__main__")
    main.__dict__.update(__builtins__=builtins, __loader__=importlib.machinery.BuiltinImporter)
    if sys.version_info < (3, 14):
        main.__annotations__ = {}
    sys.modules["__main__"] = main
    return ours


def _report(error):
    """Does what the interpreter does with an exception that nobody caught, less the frames of this program."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_globals is globals():
        trace = trace.tb_next
    error.__traceback__ = trace
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, trace
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    if isinstance(error, KeyboardInterrupt) and sys.version_info >= (3, 8):
        _interrupted.append(error)
    try:
        sys.excepthook(type(error), error, trace)
    except SystemExit:
        raise
    except BaseException as mistake:
        sys.stderr.write("Error in sys.excepthook:\n")
        sys.__excepthook__(type(mistake), mistake, mistake.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        sys.__excepthook__(type(error), error, trace)


def _end():
    """Registered first, so it runs last of the exit handlers."""
    for name in ("stdout", "stderr"):
        _write_through(name)
    _leave_inherited()
    if _interrupted:  # an interpreter that was interrupted ends by the signal, once all else is done
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)


def _write_through(name):
    """What is printed while modules are torn down is kept in no buffer: modules that are out of the collector's way keep the streams, too."""
    stream = getattr(sys, "__%s__" % name)
    try:
        stream.flush()
        raw = open(stream.fileno(), "wb", buffering=0, closefd=False)
    except (OSError, ValueError, AttributeError):
        return  # closed or broken: the interpreter is about to say so itself
    last = io.TextIOWrapper(raw, stream.encoding, stream.errors, "\n", write_through=True)
    if getattr(sys, name) is stream:
        setattr(sys, name, last)
    setattr(sys, "__%s__" % name, last)


def _leave_inherited():
    """Keeps the interpreter from tearing down, and so copying, what the parent has imported. The component's own modules go as ever."""
    if not _inherited:
        return
    import ctypes  # which the spawner's code has loaded

    for name, module in _inherited.items():
        if name not in ("sys", "builtins") and sys.modules.get(name) is module:
            del sys.modules[name]
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(_inherited))


def _main(verb, operand):
    atexit.register(_end)
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]  # this program's folder
    if verb == "serve":
        run(serve(operand))
    elif verb == "run":
        with open(operand, encoding="utf-8") as file:
            payload = json.load(file)
        run(payload)
    else:
        sys.exit("usage: warm.py serve MODULE | run FILE")


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
