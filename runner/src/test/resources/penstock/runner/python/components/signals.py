def step():
    import signal
    import sys

    def stop(number, frame):
        print("asked to stop by", number, frame.f_code.co_name)
        sys.exit(9)

    signal.signal(signal.SIGUSR1, stop)
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        print("interrupted")
    try:
        import os

        reader, writer = os.pipe()
        os.close(reader)
        os.write(writer, b"x")
    except BrokenPipeError as error:
        print(error)
    signal.raise_signal(signal.SIGUSR1)
