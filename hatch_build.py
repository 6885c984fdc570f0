"""What a wheel needs beside Python: the front end and the compiled catalogues.

Hatchling calls it for wheels, editable installs and source distributions. A source distribution
carries the built front end, so that whoever installs from it needs no Node.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))


class FrontEndHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build environment needs: nothing where the front end is built already."""
        from tools import front_end, node

        if front_end.is_fresh():
            return []
        needed = ["fonttools>=4.55", "brotli>=1.1"]
        return needed if node.on_path() else [*needed, node.PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from tools import catalogues, front_end

        front_end.build()
        catalogues.compile_catalogues()
