def step():
    import atexit
    import logging
    import os
    import sys
    import warnings

    print("print", end="", flush=True)
    os.write(1, b" write\n")
    print("buffered until the end")
    sys.stderr.write("half a line")
    sys.stderr.flush()
    os.write(2, b"\n")
    sys.stdout.flush()
    print("\u00e9 \u4e16 \U0001f600", ascii("\udcff"))
    sys.stdout.flush()
    sys.stdout.buffer.write(bytes(range(1, 256)) + b"\n")
    sys.stdout.buffer.flush()
    os.system("echo from a shell; echo to stderr >&2")
    logging.info("logged")
    logging.getLogger("mine").warning("warned")
    warnings.warn("a warning")
    for line in range(2000):
        print(line, "x" * 50)
    sys.stderr.write("\u00e9 \udcff\n")
    atexit.register(print, "at exit, unflushed", end="")
