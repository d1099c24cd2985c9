"""The private mount view of a step.

One template is built when the spawner starts: a mount namespace whose root is a tmpfs over which the host's top-level entries are bound.
The spawner keeps it by file descriptor. For each step it joins the template, takes a copy, adds what the order asks for (10 mounts instead
of 40), starts the step there and goes back. Without root rights all of this happens in a user namespace that maps the user to itself.
An order may name a folder, an unpacked image, whose entries take the place of the host's; those are shown read-only.

It keeps well-behaved steps apart. It is no jail: processes, network and the rest of the host's files are shared, and a step that runs as
root can undo it.
"""

import os

from . import kernel

# Local homes of artifacts, by KFP's convention, and of the workspace. They must exist before the root becomes read-only.
_OWN_FOLDERS = ("minio", "s3", "gcs", "oci", "kfp-workspace", "tmp")

# What an unpacked image gets from the machine that it runs on.
_OF_THE_MACHINE = ("dev", "proc", "sys")

# Where a template over an image keeps the host's files until the step's own folders have been taken from there.
_HOST = "/.host"

_MOST_TEMPLATES = 16

_SCRATCH_SIZE = "256m"

_MOST_ENTRIES = 5000


class ViewProblem(Exception):
    """The view cannot be had, or not as ordered; says why."""


class Views:
    """The templates, by root folder, and the way back, all as file descriptors of mount namespaces."""

    def __init__(self, scratch):
        self.own_user_namespace = _be_allowed_to_mount()
        self._scratch = scratch
        self._home = os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
        self._templates = {}
        self.template(None)

    def template(self, root):
        """The template over a root folder, None for the host's own root."""
        if root not in self._templates:
            while len(self._templates) >= _MOST_TEMPLATES:
                oldest = next(each for each in self._templates if each is not None)
                os.close(self._templates.pop(oldest))
            self._templates[root] = self._build(root)
        return self._templates[root]

    def enter(self, order):
        """Moves this process into a new view."""
        join(self.template(order.get("root")), order)

    def leave(self):
        """Back to where the process was. A spawner that cannot go back must not go on: it would not see its own files."""
        try:
            kernel.setns(self._home, kernel.CLONE_NEWNS)
        except OSError:
            os.abort()

    def _build(self, root):
        if root is not None and not os.path.isdir(root):
            raise ViewProblem("the folder '%s' that stands for the image does not exist" % root)
        try:
            kernel.unshare(kernel.CLONE_NEWNS)
            _make_root(self._scratch, root)
            return os.open("/proc/self/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
        finally:
            self.leave()


def prepare(scratch):
    """Makes views possible, with an empty folder to build them on, and tries it. Returns (Views, None) or (None, why not).

    Without root rights this process is in a user namespace of its own afterwards, if and only if views work.
    """
    if not kernel.LINUX:
        return None, "private mount views need Linux"
    try:
        _in_child(lambda: _try(Views(scratch)))
        return Views(scratch), None
    except (OSError, ViewProblem) as problem:
        return None, str(problem)


def join(template, order):
    """Takes a copy of a template and furnishes it as ordered."""
    kernel.setns(template, kernel.CLONE_NEWNS)
    kernel.unshare(kernel.CLONE_NEWNS)
    host = "" if order.get("root") is None else _HOST
    _furnish(order.get("hidden", []), order.get("mounts", []), host)


def _try(views):
    views.enter({"mounts": [{"source": "/proc", "target": "/minio", "read_only": True}]})
    views.leave()


def _be_allowed_to_mount():
    """Whether that took a user namespace."""
    try:
        _in_child(lambda: kernel.unshare(kernel.CLONE_NEWNS))
        return False
    except ViewProblem:
        pass  # not root, or root without the right to mount, as in most containers
    user, group = os.geteuid(), os.getegid()
    try:
        kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWUSER)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", "%d %d 1" % (user, user))
        _write("/proc/self/gid_map", "%d %d 1" % (group, group))
        return True
    except OSError as error:
        raise ViewProblem("this machine does not let unprivileged users make user namespaces (%s)" % error)


def _make_root(scratch, root):
    # Mounts made on the host later still appear; ours stay here.
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_SLAVE)
    kernel.mount("tmpfs", scratch, "tmpfs", 0, "mode=755,size=16m")
    if root is None:
        for name in sorted(os.listdir("/")):
            _show("/" + name, os.path.join(scratch, name))
    else:
        _show_image(root, scratch)
    for name in _OWN_FOLDERS:
        if not os.path.lexists(os.path.join(scratch, name)):
            os.mkdir(os.path.join(scratch, name), 0o755)
    os.chdir(scratch)
    kernel.pivot_to_current_folder()


def _show_image(root, scratch):
    os.mkdir(scratch + _HOST, 0o700)
    kernel.mount("/", scratch + _HOST, None, kernel.MS_BIND | kernel.MS_REC)
    for name in sorted(os.listdir(root)):
        if name not in _OF_THE_MACHINE:
            target = os.path.join(scratch, name)
            _show(os.path.join(root, name), target)
            if os.path.ismount(target):
                kernel.remount_read_only(target)
    for name in _OF_THE_MACHINE:
        _show("/" + name, os.path.join(scratch, name))
    for name in ("etc/resolv.conf", "etc/hosts"):
        target = os.path.join(scratch, name)
        if os.path.isfile("/" + name) and os.path.isfile(target):
            kernel.mount("/" + name, target, None, kernel.MS_BIND)


def _show(source, target):
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return
    if os.path.isdir(source):
        os.mkdir(target, 0o755)
    elif os.path.isfile(source):
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    else:
        return
    kernel.mount(source, target, None, kernel.MS_BIND | kernel.MS_REC)


def _furnish(hidden, mounts, host):
    # Sources are opened first: they may lie under a folder that is about to be covered.
    sources = []
    try:
        for entry in mounts:
            sources.append(_open_source(host, entry["source"]) if "source" in entry else None)
        private = []
        for folder in hidden:
            kernel.mount("tmpfs", folder, "tmpfs", 0, "mode=755,size=1m")
            private.append(folder)
        for fd, entry in zip(sources, mounts):
            _bind(fd, entry, private)
    finally:
        for fd in sources:
            if fd is not None:
                os.close(fd)
    for folder in hidden:
        if os.path.ismount(folder):
            kernel.remount_read_only(folder)
    if host:
        kernel.detach(host)
    kernel.remount_read_only("/")


def _open_source(host, path):
    try:
        return os.open(host + path, kernel.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        raise ViewProblem("'%s' cannot be shown to the step: %s" % (path, error.strerror))


def _bind(fd, entry, private):
    target = os.path.normpath(entry["target"])
    source = None if fd is None else "/proc/self/fd/%d" % fd
    if not os.path.lexists(target):
        if entry.get("make"):
            _make_room(target, private)
        _make_target(target, source is None or os.path.isdir(source), private)
    if source is None:
        kernel.mount("tmpfs", target, "tmpfs", 0, "mode=755,size=%s" % entry.get("bytes", _SCRATCH_SIZE))
        private.append(target)
        return
    kernel.mount(source, target, None, kernel.MS_BIND | kernel.MS_REC)
    if entry.get("read_only"):
        kernel.remount_read_only(target)
    else:
        private.append(target)


def _make_room(target, private):
    """Covers the folder of the host's in which target is to be made by one in memory that shows the same entries."""
    folder = _ancestor(target)
    if _is_ours(folder, private):
        return
    if not os.path.isdir(folder):
        raise ViewProblem("'%s' cannot be made because '%s' is no folder" % (target, folder))
    fd = os.open(folder, kernel.O_PATH | os.O_CLOEXEC)
    try:
        names = os.listdir(folder)
        if len(names) > _MOST_ENTRIES:
            raise ViewProblem("'%s' cannot be made because '%s' has %d entries (at most %d)" % (target, folder, len(names), _MOST_ENTRIES))
        mode = os.stat(folder).st_mode & 0o7777
        kernel.mount("tmpfs", folder, "tmpfs", 0, "mode=%o,size=4m" % mode)
        for name in sorted(names):
            _show("/proc/self/fd/%d/%s" % (fd, name), os.path.join(folder, name))
    except OSError as error:
        raise ViewProblem("'%s' cannot be made in '%s': %s" % (target, folder, error.strerror))
    finally:
        os.close(fd)
    private.append(folder)


def _ancestor(target):
    ancestor = os.path.dirname(target)
    while not os.path.lexists(ancestor):
        ancestor = os.path.dirname(ancestor)
    return os.path.realpath(ancestor)


def _is_ours(folder, private):
    return folder == "/" or any(folder == each or folder.startswith(each + "/") for each in private)


def _make_target(target, is_folder, private):
    ancestor = _ancestor(target)
    # Making folders anywhere else would make them on the host itself.
    if not _is_ours(ancestor, private):
        raise ViewProblem("'%s' does not exist on this machine and is not created on it; create it there or use a path under /tmp" % target)
    os.makedirs(os.path.dirname(target), 0o755, exist_ok=True)
    if is_folder:
        os.mkdir(target, 0o755)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))


def _write(path, text):
    with open(path, "w") as file:
        file.write(text)


def _in_child(action):
    """Runs action in a child; raises what it raised."""
    done, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            action()
            os.write(told, b"ok")
        except BaseException as problem:
            os.write(told, str(problem).encode("utf-8", "replace"))
        finally:
            os._exit(0)
    os.close(told)
    with os.fdopen(done, "rb") as answers:
        answer = answers.read().decode("utf-8", "replace")
    os.waitpid(pid, 0)
    if answer != "ok":
        raise ViewProblem(answer or "the process that tried it died")
