"""The module that somebody meant.

In: a name that cannot be imported. Out: a name that can, if one is nearly the same.
"""

import difflib
import pkgutil
import sys

_INSTEAD = {"sklearn": "scikit-learn", "cv2": "opencv-python", "PIL": "pillow", "yaml": "pyyaml"}


def nearest_module(name: str) -> str:
    """`numpy` for `numpi`; '' where nothing is near."""
    known = set(sys.stdlib_module_names) | set(sys.modules)
    known |= {module.name for module in pkgutil.iter_modules()}
    public = [other for other in known if not other.startswith("_") and "." not in other]
    if name in public:
        return ""
    found = difflib.get_close_matches(name, sorted(public), 1, 0.8)
    return found[0] if found else ""


def package_of(module: str) -> str:
    """What to install for a module: mostly what it is called."""
    top = module.partition(".")[0]
    return _INSTEAD.get(top, top)
