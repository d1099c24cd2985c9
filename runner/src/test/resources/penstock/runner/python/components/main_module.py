HELPER = "a value of the module"


def helper():
    return HELPER


def step():
    import inspect
    import logging
    import sys
    import __main__

    for name, value in sorted(vars(__main__).items()):
        if name != "__builtins__":
            print(name, "=", value if isinstance(value, (str, dict, type(None))) else type(value))
    print(__main__ is sys.modules["__main__"], __main__.__builtins__, __main__.__spec__.name, __main__.__spec__.origin)
    print("kfp.dsl.executor_main" in sys.modules, __main__.executor_main.__module__)
    print(__name__, __file__, sys.modules[__name__].helper())
    print(inspect.getsource(step)[:60], inspect.getsource(sys.modules[__name__])[:60], inspect.getsourcefile(helper))
    print([frame.function for frame in inspect.stack()][:6])
    print(logging.getLogger().handlers, logging.getLogger().level, sorted(logging.Logger.manager.loggerDict))
    # What a warm parent needs for itself, and what another way of finding the program to run brings along.
    mine = {"array", "ctypes", "_ctypes", "_socket", "socket", "select", "selectors", "_struct", "struct", "math", "gc", "signal"}
    print(sorted(name for name in sys.modules if name.split(".")[0] not in mine and not name.startswith("_") and "." not in name))
