"""Builds the kernels; all else about the package stands in pyproject.toml.

In place (``python make.py kernels``) or into a wheel. Without a compiler the same files run as
plain Python, so a kernel that cannot be built fails nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

KERNELS = Path("planner") / "optimising" / "kernels"
# No product may be fused with a sum: compiled and plain, the bits are the same.
EXACT = ["/O2", "/fp:precise"] if os.name == "nt" else ["-O3", "-ffp-contract=off", "-g0"]
DIRECTIVES = {
    "language_level": 3,
    "boundscheck": False,
    "wraparound": False,
    "initializedcheck": False,
    "cdivision": True,
    "infer_types": True,
    "embedsignature": False,
}
SHIPPED = {
    "templates": {".toml", ".xlsx"},
    "samples": {".xlsx", ".json", ".csv", ".md", ".cmplan"},
    "docs/guide": {".md"},
    "docs/images": {".png"},
    "docs/licences": {".txt"},
}
RECORD = KERNELS / "built.json"


def sources():
    """List the kernels' files."""
    return sorted(path for path in KERNELS.glob("*.py") if path.stem != "__init__")


class BuildKernels(build_ext):
    """Builds the kernels, and in place notes of which sources."""

    def run(self):
        """Build; a checkout then knows a kernel whose source has changed since."""
        super().run()
        if self.inplace:
            names = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources()}
            RECORD.write_text(json.dumps(names, indent=1), encoding="utf-8")


class BuildWithFiles(build_py):
    """Puts the templates and samples of the checkout inside the package."""

    def run(self):
        """Build the package, then copy what is shipped with it."""
        super().run()
        for folder, kinds in SHIPPED.items():
            for path in sorted(Path(folder).rglob("*")):
                if path.suffix in kinds:
                    target = Path(self.build_lib, "planner", "shipped_files", path)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)


setup(
    cmdclass={"build_ext": BuildKernels, "build_py": BuildWithFiles},
    ext_modules=cythonize(
        [
            Extension(
                ".".join(path.with_suffix("").parts),
                [str(path)],
                extra_compile_args=EXACT,
                optional=True,
            )
            for path in sources()
        ],
        compiler_directives=DIRECTIVES,
        build_dir="build/kernels",
    ),
)
