def step():
    import atexit
    import os
    import signal
    import sys
    import time

    def stop(number, frame):
        print("cleaning up")
        sys.exit(3)

    signal.signal(signal.SIGTERM, stop)
    atexit.register(print, "at exit")
    open(os.path.join(os.environ["HOME"], "up"), "w").close()
    time.sleep(60)
