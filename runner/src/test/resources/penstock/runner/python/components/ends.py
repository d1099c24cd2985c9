def step(how: str):
    import atexit
    import os
    import signal
    import sys

    atexit.register(lambda: print("at exit"))
    print("before", flush=True)

    def deeper():
        try:
            {}["missing"]
        except KeyError as error:
            raise ValueError("from\nbelow \u00e9") from error

    if how == "raise":
        deeper()
    elif how == "code":
        sys.exit(3)
    elif how == "text":
        sys.exit("a last word")
    elif how == "none":
        sys.exit()
    elif how == "large":
        sys.exit(1000)
    elif how == "at once":
        print("lost in the buffer")
        os._exit(7)
    elif how == "interrupt":
        raise KeyboardInterrupt
    elif how == "interrupt signal":
        os.kill(os.getpid(), signal.SIGINT)
    elif how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "abort":
        os.abort()
    elif how == "term":
        os.kill(os.getpid(), signal.SIGTERM)
    elif how == "recursion":
        def again(depth):
            return again(depth + 1)

        again(0)
    elif how == "hook":
        sys.excepthook = lambda kind, error, trace: print("hooked", kind, error, trace.tb_frame.f_code.co_name)
        deeper()
    elif how == "broken hook":
        sys.excepthook = lambda kind, error, trace: 1 / 0
        deeper()
    elif how == "hook exits":
        sys.excepthook = lambda kind, error, trace: sys.exit(4)
        deeper()
    elif how == "syntax":
        exec("a b c")
    elif how == "generator":
        raise GeneratorExit("odd")
    elif how == "subprocess":
        import subprocess

        subprocess.check_call(["sh", "-c", "exit 6"])
    elif how == "broken stdout":
        os.close(1)
        print("into nowhere")
    elif how == "atexit":
        atexit.register(lambda: 1 / 0)
    elif how == "exec":
        os.execlp("sh", "sh", "-c", "echo replaced; exit 8")
    elif how == "module missing":
        import a_module_that_is_not_there
