"""Prints what an environment built on this interpreter has to know, as one line of JSON."""

import glob
import json
import os
import site
import sys
import sysconfig

if sys.version_info < (3, 6):
    sys.exit("it is Python %d.%d" % sys.version_info[:2])


def wheels():
    """Newest last in each folder; pip first."""
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR") or ""]
    try:
        import ensurepip

        folders.append(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"))
    except ImportError:
        pass
    folders.append("/usr/share/python-wheels")  # Debian's, which leaves ensurepip to another package
    for folder in folders:
        found = [sorted(glob.glob(os.path.join(folder, name + "-*.whl")))[-1:] for name in ("pip", "setuptools")]
        if folder and found[0]:
            return found[0] + (found[1] if sys.version_info < (3, 12) else [])
    return []


def pip():
    try:
        import pip

        return [os.path.dirname(pip.__file__)]
    except ImportError:
        return []


print(
    json.dumps(
        {
            "binary": os.path.realpath(sys.executable),
            "version": "%d.%d.%d" % sys.version_info[:3],
            "platform": "%s %s" % (sysconfig.get_config_var("SOABI") or sys.implementation.name, sysconfig.get_platform()),
            "prefix": sys.base_prefix,
            "site_packages": [path for path in site.getsitepackages() if os.path.isdir(path)],
            "wheels": wheels(),
            "pip": pip(),
        }
    )
)
