def step():
    import atexit
    import concurrent.futures
    import sys
    import threading

    done = threading.Event()

    def late():
        threading.main_thread().join()
        print("after the end of the main thread", done.is_set())

    def failing():
        raise ValueError("in a thread")

    class Noisy:
        def __del__(self):
            print("collected")

    sys.modules[__name__].noisy = Noisy()
    atexit.register(print, "registered first")
    atexit.register(print, "registered last")
    threading.Thread(target=late, name="late").start()
    thread = threading.Thread(target=failing, name="failing")
    thread.start()
    thread.join()
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        print(sum(pool.map(len, ["a", "bc", "def"])))
    done.set()
    lock = threading.local()
    lock.value = 1
    print(lock.value, threading.active_count())
