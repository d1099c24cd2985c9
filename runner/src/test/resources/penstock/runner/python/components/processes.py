def square(number):
    return number * number


def report(queue):
    import os
    import sys

    queue.put((sys.argv, os.environ.get("_KFP_RUNTIME"), sys.modules["__main__"].__name__))


def step():
    import multiprocessing
    import os
    import subprocess
    import sys
    from concurrent.futures import ProcessPoolExecutor

    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        queue = context.Queue()
        process = context.Process(target=report, args=(queue,))
        process.start()
        print(method, queue.get(timeout=60))
        process.join()
        print(process.exitcode)
        with context.Pool(2) as pool:
            print(pool.map(square, range(5)))
    with ProcessPoolExecutor(2) as executor:
        print(list(executor.map(square, range(5))))
    print(multiprocessing.current_process(), multiprocessing.parent_process(), multiprocessing.active_children())

    print(subprocess.run([sys.executable, "-c", "import sys; print(sys.prefix, sys.argv)"], stdout=subprocess.PIPE).stdout)
    print(subprocess.run(["python3", "-m", "pip", "--version"], stdout=subprocess.PIPE).stdout)
    print(subprocess.run(["sh", "-c", "kill -PIPE $$; echo alive"]).returncode)
    print(subprocess.run(["sh", "-c", "kill -INT $$; echo alive"]).returncode)

    child = os.fork()
    if child == 0:
        sys.exit(5)
    print(os.WEXITSTATUS(os.waitpid(child, 0)[1]))
