"""Limits on what a step may use, by control groups of Linux, version 2 or 1.

One group for each step that has limits, below one group for each data folder. The spawner makes and removes them, so that they hold while the
server is down. Which limits can be had is found by trying, once. A limit that cannot be had is not pretended: the server says so.

Invariant: a group is removed when nothing of its step runs; those of a spawner that died are removed by the next one.
"""

import os
import signal

from . import kernel

KINDS = ("memory", "cpu", "pids")

_PERIOD_US = 100000
_LEAST_QUOTA_US = 1000
_TRIAL = {"memory_bytes": 1 << 26, "cpu_millis": 1000, "pids": 64}


class Groups:
    """The group of a data folder: one folder for version 2, one for each kind of limit for version 1."""

    def __init__(self, places):
        self._places = places  # kind -> (version, folder)
        self._left = set()

    @property
    def kinds(self):
        return [kind for kind in KINDS if kind in self._places]

    def make(self, name, limits):
        """The group of a step, None when none of its limits can be had. OSError when it cannot be made after all."""
        self.tidy()
        wanted = [kind for kind in self.kinds if limits.get(_Group.SETTINGS[kind])]
        if not wanted:
            return None
        group = _Group({kind: (self._places[kind][0], os.path.join(self._places[kind][1], name)) for kind in wanted}, limits)
        try:
            group.make()
        except OSError:
            self.remove(group)
            raise
        return group

    def remove(self, group):
        """Removes a group, now or when the last of its processes is gone."""
        self._left.update(group.folders())
        self.tidy()

    def tidy(self):
        for folder in list(self._left):
            if _removed(folder):
                self._left.discard(folder)

    def sweep(self):
        """Ends what is left of former spawners' steps and removes their groups."""
        for folder in {folder for _, folder in self._places.values()}:
            for name in _names(folder):
                path = os.path.join(folder, name)
                for pid in _pids(path):
                    _kill(pid)
                self._left.add(path)
        self.tidy()

    def close(self):
        self.tidy()
        for folder in {folder for _, folder in self._places.values()}:
            _removed(folder)


class _Group:
    """The group of one step."""

    SETTINGS = {"memory": "memory_bytes", "cpu": "cpu_millis", "pids": "pids"}

    def __init__(self, places, limits):
        self._places = places
        self._limits = limits

    @property
    def memory_limit(self):
        return self._limits["memory_bytes"] if "memory" in self._places else None

    def folders(self):
        return sorted({folder for _, folder in self._places.values()})

    def doors(self):
        """The files through which a process enters, by writing 0."""
        return [os.path.join(folder, "cgroup.procs") for folder in self.folders()]

    def make(self):
        for folder in self.folders():
            os.mkdir(folder, 0o755)
        for kind, (version, folder) in sorted(self._places.items()):
            {"memory": self._limit_memory, "cpu": self._limit_cpu, "pids": self._limit_pids}[kind](version, folder)

    def pids(self):
        return {pid for folder in self.folders() for pid in _pids(folder)}

    def out_of_memory(self):
        """How many of its processes the kernel ended because the group's memory was used up."""
        if "memory" not in self._places:
            return 0
        version, folder = self._places["memory"]
        text = kernel.read(os.path.join(folder, "memory.events" if version == 2 else "memory.oom_control"))
        for line in text.decode().splitlines():
            name, _, number = line.partition(" ")
            if name == "oom_kill":
                return int(number)
        return 0

    def _limit_memory(self, version, folder):
        limit = self._limits["memory_bytes"]
        if version == 2:
            _set(folder, "memory.max", limit)
            _set_if_there(folder, "memory.swap.max", 0)
            _set_if_there(folder, "memory.oom.group", 1)  # half a step is of no use
        else:
            _set(folder, "memory.limit_in_bytes", limit)
            _set_if_there(folder, "memory.memsw.limit_in_bytes", limit)

    def _limit_cpu(self, version, folder):
        quota = max(_LEAST_QUOTA_US, self._limits["cpu_millis"] * _PERIOD_US // 1000)
        if version == 2:
            _set(folder, "cpu.max", "%d %d" % (quota, _PERIOD_US))
        else:
            _set(folder, "cpu.cfs_period_us", _PERIOD_US)
            _set(folder, "cpu.cfs_quota_us", quota)

    def _limit_pids(self, _, folder):
        _set(folder, "pids.max", self._limits["pids"])


def prepare(data, try_it=None):
    """The groups for a data folder's steps. Returns (Groups, None), (Groups, why not all) or (None, why not)."""
    if not kernel.LINUX:
        return None, "control groups need Linux"
    import hashlib  # not above: warm parents load this module, and their steps must not see it

    mounts, own = kernel.read("/proc/self/mountinfo", 1 << 20).decode(), kernel.read("/proc/self/cgroup").decode()
    name = "penstock-" + hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return find(mounts, own, name, try_it or _try)


def find(mounts, own, name, try_it):
    """The same for the text of /proc/self/mountinfo and /proc/self/cgroup. try_it raises OSError when a group of one kind does not work."""
    places, problems = {}, {}
    for kind in KINDS:
        try:
            places[kind] = _place(kind, mounts, own, name)
            try_it(Groups({kind: places[kind]}))
        except OSError as problem:
            places.pop(kind, None)
            problems[kind] = problem.strerror or str(problem)
    groups = Groups(places) if places else None
    if not problems:
        return groups, None
    return groups, "; ".join("no limit of %s: %s" % each for each in sorted(problems.items()))


def _place(kind, mounts, own, name):
    for version in (1, 2):
        folder = _own_folder(kind if version == 1 else None, mounts, own)
        if folder is not None and (version == 1 or os.path.exists(folder)):
            return version, (_under_v1(folder, name) if version == 1 else _under_v2(kind, folder, mounts, name))
    raise OSError("there is no control group for it")


def _own_folder(controller, mounts, own):
    """The folder of the group in which this process is, in the hierarchy of a controller or, for None, in that of version 2."""
    mount = _mount_of(controller, mounts)
    path = _path_of(controller, own)
    if mount is None or path is None:
        return None
    root, point = mount
    inside = os.path.relpath(path, root) if path == root or path.startswith(root.rstrip("/") + "/") else "."
    return os.path.normpath(os.path.join(point, inside))


def _mount_of(controller, mounts):
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        kind, _, options = (after.split(" ") + ["", "", ""])[:3]
        if (kind == "cgroup2") if controller is None else (kind == "cgroup" and controller in options.split(",")):
            return before.split(" ")[3], before.split(" ")[4]
    return None


def _path_of(controller, own):
    for line in own.splitlines():
        number, controllers, path = line.split(":", 2)
        if (number == "0" and not controllers) if controller is None else controller in controllers.split(","):
            return path
    return None


def _under_v1(folder, name):
    made = os.path.join(folder, name)
    os.makedirs(made, 0o755, exist_ok=True)
    return made


def _under_v2(kind, folder, mounts, name):
    """The nearest group, from that of this process outwards, that may have limited groups below it."""
    _, top = _mount_of(None, mounts)
    problem = None
    while True:
        try:
            _offer(kind, folder)
            made = os.path.join(folder, name)
            os.makedirs(made, 0o755, exist_ok=True)
            _offer(kind, made)
            return made
        except OSError as error:
            problem = problem or error
        if folder == top or len(folder) <= len(top):
            raise problem
        folder = os.path.dirname(folder)


def _offer(kind, folder):
    """Lets the groups below a group have limits of a kind."""
    if kind not in kernel.read(os.path.join(folder, "cgroup.controllers")).decode().split():
        raise OSError("%s is not available in %s" % (kind, folder))
    if kind not in kernel.read(os.path.join(folder, "cgroup.subtree_control")).decode().split():
        _set(folder, "cgroup.subtree_control", "+" + kind)


def _try(groups):
    """Makes a group, enters it with a child and removes it."""
    group = groups.make("trial-%d" % os.getpid(), _TRIAL)
    try:
        pid = os.fork()
        if pid == 0:
            try:
                enter(group.doors())
                os._exit(0)
            finally:
                os._exit(1)
        if os.waitpid(pid, 0)[1] != 0:
            raise OSError("a process could not be moved into a new group")
    finally:
        groups.remove(group)


def enter(doors):
    """Moves this process into a group."""
    for door in doors:
        _write(door, "0")


def opened(group):
    """The doors of a group as descriptors, for a process that does not see the files."""
    return [os.open(door, os.O_WRONLY | os.O_CLOEXEC) for door in group.doors()]


def _set(folder, name, value):
    _write(os.path.join(folder, name), str(value))


def _set_if_there(folder, name, value):
    try:
        _set(folder, name, value)
    except FileNotFoundError:
        pass  # a kernel without swap accounting, or an old one


def _write(path, text):
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)


def _removed(folder):
    try:
        os.rmdir(folder)
        return True
    except OSError:
        return not os.path.isdir(folder)


def _pids(folder):
    return [int(line) for line in kernel.read(os.path.join(folder, "cgroup.procs"), 1 << 20).split()]


def _names(folder):
    try:
        return [name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name))]
    except OSError:
        return []


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
