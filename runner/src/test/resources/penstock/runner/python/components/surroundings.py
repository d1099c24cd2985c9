def step():
    import json
    import os
    import resource
    import signal
    import sys
    import threading

    hidden = ("KFP_", "PENSTOCK_ATTEMPT", "TMPDIR", "PATH")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    print(json.dumps(variables, indent=1, sort_keys=True))
    print("PATH", os.environ["PATH"].split(":")[0])
    os.system("env | grep -c ^KFP_; echo $HOME $PWD; umask; ulimit -a")
    print(os.getcwd(), os.listdir("."), oct(os.umask(0o77)))
    print(os.getuid(), os.getgid(), os.getgroups(), os.nice(0), os.getsid(0) == os.getpgid(0))

    print(sys.argv, getattr(sys, "orig_argv", None))
    print(sys.executable, sys.prefix, sys.base_prefix, sys.path)
    print(sys.flags, sys.warnoptions, sys.version, sys._xoptions, sys.dont_write_bytecode)
    print(sys.getrecursionlimit(), sys.getfilesystemencoding(), sys.excepthook is sys.__excepthook__)
    print(sys.meta_path, sys.path_hooks, hasattr(sys, "ps1"), sys.gettrace(), sys.getswitchinterval())

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        raw = stream.buffer.raw if hasattr(stream.buffer, "raw") else stream.buffer
        print(stream, stream.errors, stream.newlines, stream.line_buffering, getattr(stream, "write_through", None))
        print(stream.fileno(), stream.isatty(), stream.seekable(), stream.readable(), type(stream.buffer), raw.name, raw.mode, raw.closefd)
    print(sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__, sys.stdin is sys.__stdin__)

    listed = os.listdir("/proc/self/fd")
    open_files = [(fd, os.readlink("/proc/self/fd/" + fd).split(":")[0]) for fd in listed if os.path.exists("/proc/self/fd/" + fd)]
    print(sorted(open_files), os.fstat(1) == os.fstat(2), sys.stdin.read() == "")

    for number in sorted(signal.Signals):
        print(number, signal.getsignal(number))
    with open("/proc/self/status") as status:
        kept = ("SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt", "Cap", "NoNewPrivs", "Seccomp", "Threads", "Umask")
        print([line.split() for line in status if line.startswith(kept)])
    for name in sorted(dir(resource)):
        if name.startswith("RLIMIT_"):
            print(name, resource.getrlimit(getattr(resource, name)))

    main = threading.main_thread()
    print(main, main.name, threading.current_thread() is main, threading.active_count(), threading.get_native_id() == os.getpid())
