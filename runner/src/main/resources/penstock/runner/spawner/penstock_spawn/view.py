"""The private mount view of a step.

One template is built when the spawner starts: a mount namespace whose root is a tmpfs over which the host's top-level entries are bound.
The spawner holds it by file descriptor only. A step joins it, takes a copy of its own and adds what its order asks for: 10 mounts
instead of 40. Without root rights both live in a user namespace that maps the user to itself.

It keeps well-behaved steps apart. It is no jail: processes, network and the rest of the host's files are shared, and a step that runs as
root can undo it.
"""

import os

from . import kernel

# Local homes of artifacts, by KFP's convention, and of the workspace. They must exist before the root becomes read-only.
_OWN_FOLDERS = ("minio", "s3", "gcs", "oci", "kfp-workspace")


class ViewProblem(Exception):
    """The view cannot be had, or not as ordered; says why."""


class Template:
    """File descriptors of the template's namespaces; user is None when run as root."""

    def __init__(self, user, mount):
        self.user = user
        self.mount = mount

    def descriptors(self):
        return [self.mount] if self.user is None else [self.mount, self.user]


def prepare(scratch):
    """Builds the template on the empty folder scratch and tries it. Returns (Template, None) or (None, why not)."""
    if not kernel.LINUX:
        return None, "private mount views need Linux"
    try:
        template = _hold(scratch)
        _in_child(lambda: enter(template, [], [{"source": "/proc", "target": "/minio", "read_only": True}]))
        return template, None
    except (OSError, ViewProblem) as problem:
        return None, str(problem)


def enter(template, hidden, mounts):
    """Moves this process into a view of its own."""
    if template.user is not None:
        kernel.setns(template.user, kernel.CLONE_NEWUSER)
    kernel.setns(template.mount, kernel.CLONE_NEWNS)
    kernel.unshare(kernel.CLONE_NEWNS)
    # Sources are opened first: they may lie under a folder that is about to be covered.
    sources = [_open_source(mount["source"]) for mount in mounts]
    private = ["/"]
    for folder in hidden:
        kernel.mount("tmpfs", folder, "tmpfs", 0, "mode=755,size=1m")
        private.append(folder)
    for fd, entry in zip(sources, mounts):
        _bind(fd, entry, private)
        os.close(fd)
    for folder in hidden:
        if os.path.isdir(folder) and os.path.ismount(folder):
            kernel.remount_read_only(folder)
    kernel.remount_read_only("/")


def _open_source(path):
    try:
        return os.open(path, kernel.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        raise ViewProblem("'%s' cannot be shown to the step: %s" % (path, error.strerror))


def _bind(fd, entry, private):
    target = os.path.normpath(entry["target"])
    source = "/proc/self/fd/%d" % fd
    _make_target(target, os.path.isdir(source), private)
    kernel.mount(source, target, None, kernel.MS_BIND | kernel.MS_REC)
    if entry.get("read_only"):
        kernel.remount_read_only(target)
    else:
        private.append(target)


def _make_target(target, is_folder, private):
    if os.path.lexists(target):
        return
    ancestor = os.path.dirname(target)
    while not os.path.lexists(ancestor):
        ancestor = os.path.dirname(ancestor)
    # Making folders anywhere else would make them on the host itself.
    if ancestor != "/" and not any(_is_in(ancestor, folder) for folder in private if folder != "/"):
        raise ViewProblem("'%s' does not exist on this machine and is not created on it; create '%s' there or use a path under /tmp" % (target, target))
    os.makedirs(os.path.dirname(target), 0o755, exist_ok=True)
    if is_folder:
        os.mkdir(target, 0o755)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))


def _is_in(path, folder):
    return path == folder or path.startswith(folder + "/")


def _hold(scratch):
    """Builds the template in a child that lives just long enough for its namespaces to be opened."""
    done, told = os.pipe()
    leave, keep = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(keep)
            own_user_namespace = _build(scratch)
            os.write(told, b"ok user" if own_user_namespace else b"ok")
            os.read(leave, 1)
        except BaseException as problem:
            os.write(told, str(problem).encode("utf-8", "replace"))
        finally:
            os._exit(0)
    try:
        os.close(told)
        os.close(leave)
        answer = os.read(done, 4096).decode("utf-8", "replace")
        if answer not in ("ok", "ok user"):
            raise ViewProblem(answer or "the process that builds it died")
        user = os.open("/proc/%d/ns/user" % pid, os.O_RDONLY) if answer == "ok user" else None
        return Template(user, os.open("/proc/%d/ns/mnt" % pid, os.O_RDONLY))
    finally:
        os.close(done)
        os.close(keep)
        os.waitpid(pid, 0)


def _build(scratch):
    """Makes this process's root the template. Returns whether that took a user namespace."""
    own_user_namespace = _unshare()
    # Mounts made on the host later still appear; ours stay here.
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_SLAVE)
    kernel.mount("tmpfs", scratch, "tmpfs", 0, "mode=755,size=16m")
    for name in sorted(os.listdir("/")):
        _show("/" + name, os.path.join(scratch, name))
    for name in _OWN_FOLDERS:
        if not os.path.lexists(os.path.join(scratch, name)):
            os.mkdir(os.path.join(scratch, name), 0o755)
    os.chdir(scratch)
    kernel.pivot_to_current_folder()
    return own_user_namespace


def _unshare():
    try:
        kernel.unshare(kernel.CLONE_NEWNS)
        return False
    except OSError:
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
