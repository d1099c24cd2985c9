def step():
    import os
    import random
    import tempfile
    import uuid
    import multiprocessing

    print(random.random(), uuid.uuid4(), tempfile.mktemp(), multiprocessing.current_process().authkey.hex(), os.urandom(4).hex())
