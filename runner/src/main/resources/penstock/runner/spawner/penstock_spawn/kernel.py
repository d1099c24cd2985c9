"""What the operating system is asked directly: identities of processes, and Linux calls that Python does not wrap."""

import ctypes
import os
import sys

LINUX = sys.platform.startswith("linux")

MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_SLAVE = 1, 32, 4096, 16384, 1 << 19
MNT_DETACH = 2
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
O_PATH = 0o10000000

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NAME, _PR_SET_CHILD_SUBREAPER, _PR_CAP_AMBIENT = 1, 4, 15, 36, 47
_PR_CAP_AMBIENT_RAISE = 2
_CAP_SYS_CHROOT, _CAP_SYS_ADMIN = 18, 21
_CAPABILITY_VERSION_3 = 0x20080522
# statvfs tells a mount's flags in almost the numbers that mount(2) takes.
_SAME_FLAGS = 2 | 4 | 8 | 1024 | 2048
_ST_RELATIME, _MS_RELATIME = 4096, 1 << 21

# Looked up once: between fork and exec nothing should have to be loaded.
_libc = ctypes.CDLL(None, use_errno=True)
_prctl = getattr(_libc, "prctl", None)
_mount = getattr(_libc, "mount", None)
_umount2 = getattr(_libc, "umount2", None)
_unshare = getattr(_libc, "unshare", None)
_setns = getattr(_libc, "setns", None)
_pivot_root = getattr(_libc, "pivot_root", None)
_capset = getattr(_libc, "capset", None)


def _check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, "%s: %s" % (what, os.strerror(number)))


def mount(source, target, kind, flags, options=None):
    arguments = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    data = None if options is None else os.fsencode(options)
    _check(_mount(arguments[0], arguments[1], arguments[2], ctypes.c_ulong(flags), data), "mount %s" % target)


def remount_read_only(target):
    """Makes the mount at target read-only, keeping the flags that a user namespace may not change."""
    flags = os.statvfs(target).f_flag
    kept = (flags & _SAME_FLAGS) | (_MS_RELATIME if flags & _ST_RELATIME else 0)
    mount(None, target, None, MS_BIND | MS_REMOUNT | MS_RDONLY | kept)


def detach(target):
    """Takes the mount at target, and all below it, out of sight."""
    _check(_umount2(os.fsencode(target), MNT_DETACH), "umount %s" % target)


def pivot_to_current_folder():
    """Makes the current folder, a mount point, the root, and drops the former root."""
    _check(_pivot_root(b".", b"."), "pivot_root")
    _check(_umount2(b".", MNT_DETACH), "umount of the former root")
    os.chdir("/")


def unshare(flags):
    _check(_unshare(flags), "unshare")


def setns(fd, flags):
    _check(_setns(fd, flags), "setns")


def die_with_parent():
    """Asks for SIGKILL when the parent dies. Forgotten by the kernel whenever credentials change."""
    if LINUX:
        _check(_prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(9), 0, 0, 0), "prctl")


def become_subreaper():
    """Orphans among the descendants become children of this process."""
    if LINUX:
        _check(_prctl(_PR_SET_CHILD_SUBREAPER, ctypes.c_ulong(1), 0, 0, 0), "prctl")


def set_name(name):
    if LINUX:
        _prctl(_PR_SET_NAME, ctypes.c_char_p(os.fsencode(name)[:15]), 0, 0, 0)


def keep_mounting_after_exec():
    """For the program that this process is about to become, in a user namespace whose root it is not."""
    wanted = 1 << _CAP_SYS_ADMIN | 1 << _CAP_SYS_CHROOT
    _set_capabilities(wanted)
    for capability in (_CAP_SYS_ADMIN, _CAP_SYS_CHROOT):
        _check(_prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, ctypes.c_ulong(capability), 0, 0), "prctl")


def drop_capabilities():
    """Gives up what a user namespace gave. For a process that will not exec, which would have dropped it."""
    _set_capabilities(0)
    _prctl(_PR_SET_DUMPABLE, ctypes.c_ulong(1), 0, 0, 0)


def _set_capabilities(bits):
    """Effective, permitted and inheritable become these."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(bits, bits, bits)
    _check(_capset(ctypes.byref(header), ctypes.byref(data)), "capset")


def read(path, size=1 << 16):
    """A small file as bytes, empty when it cannot be read: a tenth of what open() costs in a process just forked."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        return os.read(fd, size)
    except OSError:
        return b""
    finally:
        os.close(fd)


BOOT_ID = read("/proc/sys/kernel/random/boot_id").decode().strip()


class Stat:
    """The fields of /proc/<pid>/stat that identify a process and its place among others."""

    def __init__(self, pid, text):
        fields = text[text.rindex(b")") + 2 :].split()
        self.pid = pid
        self.state = fields[0].decode()
        self.parent = int(fields[1])
        self.group = int(fields[2])
        self.session = int(fields[3])
        self.start = int(fields[19])


def stat(pid):
    """What is known of a process, None when there is none (or no /proc)."""
    text = read("/proc/%d/stat" % pid)
    return Stat(pid, text) if text else None


def start_of(pid):
    """Start of a process in clock ticks since boot; with pid and boot id its identity. 0 where there is no /proc."""
    found = stat(pid)
    return found.start if found else 0


def children():
    """Pids of this process's children, orphans that came to it included; None when the kernel does not tell."""
    try:
        fd = os.open("/proc/self/task/%d/children" % os.getpid(), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        text = b""
        chunk = b" "
        while chunk:
            chunk = os.read(fd, 1 << 16)
            text += chunk
        return [int(pid) for pid in text.split()]
    finally:
        os.close(fd)


def processes():
    """Every process that /proc shows."""
    try:
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    return [found for found in map(stat, pids) if found]


def belongs(process, leader, attempt):
    """Whether a process was started, however indirectly, by the attempt whose first process was leader.

    By session; by the variable it was started with, which survives a daemon's change of session; or by the attempt's own folder among its
    mounts, which survives a cleared environment.
    """
    if process.session == leader:
        return True
    if _contains("/proc/%d/environ" % process.pid, "PENSTOCK_ATTEMPT=%s\0" % attempt):
        return True
    return _contains("/proc/%d/mountinfo" % process.pid, "/%s/" % attempt)


def _contains(path, text):
    try:
        with open(path, "rb") as file:
            return os.fsencode(text) in file.read()
    except OSError:
        return False
