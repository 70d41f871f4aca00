"""Prepares a machine and runs the project: ``python3 make.py demo`` and ``python3 make.py test``.

Needs nothing but the standard library of some Python 3.8 or newer: it looks for a Python that
fits the program, or fetches one, makes ``.venv`` in this folder and works in there.
"""

from __future__ import annotations

import difflib
import errno
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
TOOLS = HERE / ".tools"
SAMPLES = {"en": "regional-bank.xlsx", "zh": "regional-bank-zh.xlsx"}
OLDEST = (3, 12)
PREFERRED = ("3.13", "3.12", "3.14")
WINDOWS = os.name == "nt"

OFFSCREEN_PACKAGES = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
)
SCREEN_PACKAGES = (
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
)
LIBRARIES = {  # what to look for where there is no dpkg
    "libglib-2.0.so.0": "GLib",
    "libGL.so.1": "OpenGL",
    "libEGL.so.1": "EGL",
    "libxkbcommon.so.0": "xkbcommon",
    "libdbus-1.so.3": "D-Bus",
    "libfontconfig.so.1": "fontconfig",
}
ROOM_MB = 1500  # what .venv, .tools and the kernels take, with what is unpacked meanwhile
FULL_DISK = "The disk is full; make room (about 1.5 GB) and run this again."
READ_ONLY = "This folder cannot be written to; copy it to a place of your own and run this there."
NO_NETWORK = (
    "Packages cannot be fetched from here; set HTTPS_PROXY where you are behind a proxy, or use "
    "the packaged program, which needs no network."
)
NO_TRUST = (
    "The network shows a certificate that this machine does not know; give pip your organisation's "
    "(PIP_CERT=FILE) and run this again."
)
TROUBLES = {  # what a failed program prints, and the sentence a person reads
    "No space left on device": FULL_DISK,
    "not enough space on the disk": FULL_DISK,
    "Read-only file system": READ_ONLY,
    "CERTIFICATE_VERIFY_FAILED": NO_TRUST,
    "name resolution": NO_NETWORK,
    "error resolving DNS": NO_NETWORK,
    "NewConnectionError": NO_NETWORK,
    "Network is unreachable": NO_NETWORK,
    "ProxyError": NO_NETWORK,
}
UNCOMPILED = "The optimiser runs uncompiled, with the same plans and several times more slowly."
CHINESE = {  # what a set-up, the demo and the help say
    FULL_DISK: "磁盘已满；请腾出约 1.5 GB 空间后重新运行。",
    READ_ONLY: "此文件夹不可写；请复制到您自己的目录后在那里运行。",
    NO_NETWORK: "此处无法下载软件包；使用代理时请设置 HTTPS_PROXY，或改用无需网络的打包版程序。",
    NO_TRUST: "网络出示的证书不受本机信任；请用 PIP_CERT=文件 向 pip 提供贵机构的证书后重新运行。",
    UNCOMPILED: "优化器以未编译方式运行：方案相同，但速度慢数倍。",
    "error: {what}": "错误：{what}",
    "{python} has no pip.": "{python} 没有 pip。",
    "No Python 3.12 or newer is on this machine; fetching one with uv ...": (
        "本机没有 Python 3.12 或更高版本，正在用 uv 下载……"
    ),
    "This program needs Python 3.12 or newer, none is on this machine, and fetching one failed; "
    "install Python 3.13 and run this again, or use the packaged program, which brings its own.": (
        "本程序需要 Python 3.12 或更高版本，本机没有且下载失败；请安装 Python 3.13 后重新运行，"
        "或改用自带 Python 的打包版程序。"
    ),
    "Installing system packages: {names}": "正在安装系统软件包：{names}",
    "Missing system packages: run 'apt-get install {names}' as root.": (
        "缺少系统软件包：请以 root 身份运行 apt-get install {names}。"
    ),
    "Missing system packages: run 'apt-get install {names}' as root and run this again, or use the "
    "packaged program.": (
        "缺少系统软件包：请以 root 运行 apt-get install {names} 后重新运行，或改用打包版程序。"
    ),
    "Missing system libraries, for your package manager to install: {names}.": (
        "缺少系统库，请用系统的软件包管理器安装：{names}。"
    ),
    "Only {free} MB are free where {place} lies, and setting up takes {room}; make room and run "
    "this again.": "{place} 所在磁盘仅剩 {free} MB，准备环境需要 {room} MB；请腾出空间后重新运行。",
    "Removing what is left of an unfinished .venv": "正在清除未完成的 .venv",
    "Making .venv with {python}": "正在用 {python} 建立 .venv",
    "This Python cannot make an environment with pip by itself; using virtualenv": (
        "此 Python 不能自行建立带 pip 的环境，改用 virtualenv"
    ),
    "{python} can make no environment with pip; install its venv and pip modules (on Debian: "
    "{package}) and run this again.": (
        "{python} 无法建立带 pip 的环境；请安装其 venv 与 pip 模块（Debian：{package}）后重新运行。"
    ),
    "Setting up in {place}: .venv and .tools, some 700 MB; delete them to undo it.": (
        "正在 {place} 准备环境：.venv 与 .tools，约 700 MB；删除二者即可还原。"
    ),
    "Installing the packages of constraints.txt (a few minutes the first time)": (
        "正在安装 constraints.txt 中的软件包（首次需要几分钟）"
    ),
    "The packages could not be installed; the lines above say why.": ("软件包安装失败，原因见上。"),
    "Compiling the optimiser's kernels (a minute or two, once)": (
        "正在编译优化器内核（仅此一次，一两分钟）"
    ),
    "No C compiler is on this machine; fetching one into .tools for this once": (
        "本机没有 C 编译器，正在下载到 .tools，仅用这一次"
    ),
    "To compile it, run 'apt-get install {names}' as root, then 'python3 make.py kernels'.": (
        "如需编译，请以 root 身份运行 apt-get install {names}，再运行 python3 make.py kernels。"
    ),
    "Planning a sample bank of 151 systems: a minute or two, Ctrl-C keeps the best plan so far": (
        "正在为 151 个系统的示例银行求解方案：一两分钟，按 Ctrl-C 可保留已找到的最好方案"
    ),
    "Prepares this machine and runs the project: python3 make.py COMMAND [ARGUMENT ...]\n"
    "Arguments go to what the command runs.": (
        "准备本机环境并运行本项目：python3 make.py 命令 [参数 ...]\n"
        "参数会转交给该命令所运行的程序。"
    ),
    "Name a command, as in python3 make.py {near}; --help tells of each.": (
        "请写出命令，例如 python3 make.py {near}；--help 列出全部命令。"
    ),
    "Plan the sample bank, say where the PDF is, open the window where there is a screen.": (
        "为示例银行求解，给出 PDF 所在位置；有显示屏时打开窗口。"
    ),
    "Run the program itself with the arguments given.": "按给定参数运行程序本身。",
    "Run the tests, or those named; --all: the slow ones too; arguments go to pytest.": (
        "运行测试，或只运行指定的测试；--all 包括耗时的测试；参数转交给 pytest。"
    ),
    "Check style, types and import contracts; one failure hides no other.": (
        "检查代码风格、类型与模块依赖约定；一项不通过不影响其余各项。"
    ),
    "Compare placement and waves, or run the bench programs named; the rest goes to them.": (
        "对比部署与批次两个阶段，或运行指定的基准程序；其余参数转交给它们。"
    ),
    "Draw every page of the window into picture files.": "把窗口的每一页绘成图片文件。",
    "Look for known faults in the versions used, 3 minutes at most; 2 where it cannot.": (
        "查找所用版本的已知漏洞，最多 3 分钟；无法查找时退出状态为 2。"
    ),
    "Build the guide as a site in site, and the manual page; --serve shows the guide.": (
        "在 site 中生成使用指南网站，并生成手册页；--serve 在本机显示指南。"
    ),
    "Build a folder that runs without Python (PyInstaller), in dist; on Debian a .deb too.": (
        "在 dist 中生成无需 Python 即可运行的目录（PyInstaller）；Debian 上另生成 .deb。"
    ),
    "Compile the optimiser's kernels in place, if their sources changed.": (
        "源文件有变化时，就地编译优化器内核。"
    ),
    "Only prepare the machine.": "只准备环境。",
    "\nDone. The roadmap of the sample bank: {path}": "\n完成。示例银行的上云路线图：{path}",
    "Your own inventory: python3 main.py plan YOUR.xlsx -o out/mine": (
        "规划您自己的清单：python3 main.py plan 清单.xlsx -o out/mine --lang zh"
    ),
    "The window: python3 main.py (no screen here, so it is not opened now)": (
        "打开窗口：python3 main.py --lang zh（此处没有显示屏，因此现在不打开）"
    ),
    "Opening the window; close it to end.": "正在打开窗口；关闭窗口即结束。",
    "Ready. Run 'python3 make.py demo' or 'python3 main.py'.": (
        "已就绪。请运行 python3 make.py demo 或 python3 main.py。"
    ),
}
BENCHES = ("placement", "waves")  # what is run where none is named
KERNELS = HERE / "planner" / "optimising" / "kernels"


class SetupError(Exception):
    """Something only a person can put right; its text is the sentence they read."""


def is_chinese():
    """Whether Chinese is asked for by ``--lang``, or spoken by the system where nothing is said."""
    words = sys.argv[1:]
    for number, word in enumerate(words):
        if word == "--lang" or word.startswith("--lang="):
            said = word.partition("=")[2] or "".join(words[number + 1 : number + 2])
            return said.lower().startswith("zh")
    codes = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((code for code in codes if code), "").lower().startswith("zh")


def worded(text, **facts):
    """Return a sentence in the user's language, with its facts."""
    return (CHINESE.get(text, text) if is_chinese() else text).format(**facts)


def say(text):
    """Tell the user what happens, at once."""
    print(text, flush=True)


def tell(text, **facts):
    """Tell it in the user's language."""
    say(worded(text, **facts))


# Running other programs ----------------------------------------------------------------------


def run(command, **options):
    """Run a command in the project's folder; return its exit status."""
    return subprocess.call([str(part) for part in command], cwd=str(HERE), **options)


def succeeds(command, listen=None, **options):
    """Whether a command runs and ends well; what it prints is kept for when it does not.

    ``listen`` is given every line as it comes.
    """
    asked = {
        "cwd": str(HERE),
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "universal_newlines": True,
    }
    words = [str(part) for part in command]
    try:
        if listen is None:
            done = subprocess.run(words, check=False, **asked, **options)
            status, printed = done.returncode, done.stdout
        else:
            status, printed = followed(subprocess.Popen(words, **asked, **options), listen)
    except OSError as error:
        say(f"  {error}")
        return False
    if status != 0:
        known = known_trouble(printed)
        say(
            worded(known)
            if known
            else "\n".join("  " + line for line in printed.strip().splitlines()[-12:])
        )
    return status == 0


def followed(process, listen):
    """Return how a process that was started ends, and what it prints; a stop ends it too."""
    lines = []
    with process:
        try:
            for line in process.stdout:
                listen(line)
                lines.append(line)
        except BaseException:
            process.kill()
            raise
    listen("")
    return process.returncode, "".join(lines)


def show_package(line):
    """Show on a terminal which package pip is at, on one line; an empty one wipes it."""
    if not sys.stdout.isatty() or (line and not line.startswith(("Collecting ", "Installing "))):
        return
    name = "  {} ...".format(line.split()[1]) if line else ""
    sys.stdout.write("\r" + name.ljust(60) + ("" if name else "\r"))
    sys.stdout.flush()


def known_trouble(printed):
    """Return the sentence for what stopped a program, or an empty text where it is not known."""
    return next((sentence for sign, sentence in TROUBLES.items() if sign in printed), "")


def answer(command, **options):
    """What a command prints, or an empty text where it cannot be run or fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            universal_newlines=True,
            timeout=60,
            **options,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


# A Python that fits --------------------------------------------------------------------------

PROBE = "import sys, json; print(json.dumps([list(sys.version_info[:2]), sys.executable]))"


def probe(command):
    """Return the real path of an interpreter that is new enough and whole, else None.

    A version manager's shim may exist and still refuse to run, so only running it counts.
    """
    printed = answer([*command, "-c", PROBE + "; import ssl, zlib, ctypes, sqlite3, bz2"])
    try:
        version, executable = json.loads(printed.splitlines()[-1])
    except (ValueError, IndexError):
        return None
    return executable if tuple(version) >= OLDEST and executable else None


def homes():
    """The user's home folders: the one in the environment and the one of the account."""
    found = [Path.home()]
    try:
        import pwd

        found.append(Path(pwd.getpwuid(os.getuid()).pw_dir))
    except (ImportError, KeyError):
        pass
    return list(dict.fromkeys(found))


def version_folders():
    """Interpreters kept by version managers, the preferred versions first."""
    roots = [Path(os.environ[name]) for name in ("PYENV_ROOT",) if os.environ.get(name)]
    roots += [home / ".pyenv" for home in homes()]
    folders = [root / "versions" for root in roots]
    folders += [home / ".local/share/uv/python" for home in homes()]
    folders += [home / ".local/share/mise/installs/python" for home in homes()]
    folders.append(TOOLS / "python")
    present = [folder for folder in folders if folder.is_dir()]
    names = [version for folder in present for version in sorted(folder.iterdir())]

    def rank(name):
        series = [number for number, text in enumerate(PREFERRED) if text in name.name]
        return series[0] if series else len(PREFERRED)

    for name in sorted(names, key=rank):
        yield name / ("python.exe" if WINDOWS else "bin/python3")


def candidates():
    """Commands that may start a fitting Python, the likeliest first."""
    yield [sys.executable]
    for version in PREFERRED:
        if WINDOWS and shutil.which("py"):
            yield ["py", "-" + version]
        if shutil.which("python" + version):
            yield ["python" + version]
    for name in ("python3", "python"):
        if shutil.which(name):
            yield [name]
    for path in version_folders():
        if path.exists():
            yield [path]
    if shutil.which("uv"):
        found = answer(["uv", "python", "find", ">=3.12"], cwd=str(HERE))
        if found:
            yield [found]


def present_python():
    """Return a Python of 3.12 or newer that is here already; None where there is none."""
    return next(filter(None, map(probe, candidates())), None)


def find_python():
    """Return a Python of 3.12 or newer, fetching one where the machine has none."""
    found = present_python()
    if found:
        return found
    tell("No Python 3.12 or newer is on this machine; fetching one with uv ...")
    uv = fetched_uv()
    environment = dict(os.environ, UV_PYTHON_INSTALL_DIR=str(TOOLS / "python"))
    if os.environ.get("PIP_CERT"):  # uv does not ask pip's settings
        environment.setdefault("SSL_CERT_FILE", os.environ["PIP_CERT"])
    if uv and succeeds([*uv, "python", "install", "3.13"], env=environment):
        for path in version_folders():
            found = probe([path])
            if found:
                return found
    raise SetupError(
        worded(
            "This program needs Python 3.12 or newer, none is on this machine, and fetching one "
            "failed; install Python 3.13 and run this again, or use the packaged program, which "
            "brings its own."
        )
    )


def can_fetch():
    """Whether uv is here, or pip to fetch it with."""
    own = TOOLS / "uv" / "bin" / "uv"
    return bool(shutil.which("uv") or own.exists() or answer([sys.executable, "-m", "pip", "-V"]))


def fetched_uv():
    """Return the command of uv, installed by pip into this folder where it is missing."""
    own = TOOLS / "uv" / "bin" / ("uv.exe" if WINDOWS else "uv")
    if shutil.which("uv"):
        return ["uv"]
    if own.exists() or install_aside("uv", sys.executable):
        return [own]
    return None


def install_aside(package, python, **options):
    """Install a helper package into ``.tools``, which no system Python minds."""
    command = [python, "-m", "pip", "install", "--quiet", "--upgrade", "--target", TOOLS / package]
    if not answer([python, "-m", "pip", "--version"]) and not install_debian(["python3-pip"]):
        say("  " + worded("{python} has no pip.", python=python))
        return False
    return succeeds([*command, package], **options)


# System packages -----------------------------------------------------------------------------


def is_debian():
    """Whether this machine keeps its packages the way Debian does."""
    return shutil.which("dpkg-query") is not None and shutil.which("apt-get") is not None


def is_root():
    """Whether system packages may be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_debian_package(name):
    """Whether a package, or its successor with 64-bit time, is installed."""
    return any(
        "ok installed" in answer(["dpkg-query", "-W", "-f=${Status}", each])
        for each in (name, name + "t64")
    )


def install_debian(names):
    """Install Debian packages where that is possible; return whether it went well."""
    if not (is_debian() and is_root()):
        return False
    tell("Installing system packages: {names}", names=" ".join(names))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    return succeeds(["apt-get", "update", "-q"], env=environment) and succeeds(
        command, env=environment
    )


def has_display():
    """Whether a window can be shown to somebody."""
    if os.environ.get("CI"):
        return False
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def needed_for_venv():
    """Debian packages without which nobody can make an environment here, or fetch a Python."""
    if probe([venv_python()]) is not None:
        return []
    python = present_python()
    if python is None:
        return [] if can_fetch() else ["python3-pip"]
    if has_venv(python) or can_fetch():
        return []
    return [venv_package(python)] if python.startswith("/usr/bin/") else []


def has_venv(python):
    """Whether a Python can make an environment with pip by itself."""
    return bool(answer([python, "-c", "import venv, ensurepip; print(1)"]))


def venv_package(python):
    """Debian's package without which a Python cannot."""
    return f"python{series_of(python)}-venv"


def series_of(python):
    """Major and minor version of a Python, as Debian names its packages."""
    return answer([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])


def check_system():
    """Install the shared libraries that Qt needs, or say in one sentence which are missing.

    What an environment cannot be made without is named in the same sentence, and ends this.
    """
    if not sys.platform.startswith("linux"):
        return
    if is_debian():
        first = needed_for_venv()
        wanted = [*needed_to_compile(), *OFFSCREEN_PACKAGES]
        wanted += SCREEN_PACKAGES if has_display() else ()
        if is_root() and (not first or install_debian(first)):
            first = []
            find_python()  # or this ends before the machine is given what it cannot use
        missing = [*first, *(name for name in wanted if not has_debian_package(name))]
        if missing and not install_debian(missing):
            names = " ".join(missing)
            if first:
                raise SetupError(
                    worded(
                        "Missing system packages: run 'apt-get install {names}' as root and run "
                        "this again, or use the packaged program.",
                        names=names,
                    )
                )
            tell("Missing system packages: run 'apt-get install {names}' as root.", names=names)
        return
    known = answer(["ldconfig", "-p"]) or answer(["/sbin/ldconfig", "-p"])
    missing = [name for library, name in LIBRARIES.items() if known and library not in known]
    if missing:
        names = ", ".join(missing)
        tell("Missing system libraries, for your package manager to install: {names}.", names=names)


# The environment -----------------------------------------------------------------------------


def venv_python():
    """Path of the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def stamp_text():
    """What the environment was made from; another text means it must be brought up to date."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((HERE / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest() + " " + platform.machine()


def installed_extras():
    """Return the extras that the environment holds, or None where it is not what is asked for."""
    stamp = VENV / "ready"
    if not stamp.exists():
        return None
    made_from, _, extras = stamp.read_text(encoding="utf-8").partition("\n")
    if made_from != stamp_text() or probe([venv_python()]) is None:
        return None
    return set(extras.split())


def check_place():
    """Say in one sentence why nothing can be prepared in this folder, before anything is begun."""
    try:
        trial = HERE / ".trial"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise SetupError(worded(FULL_DISK)) from error
        raise SetupError(worded(READ_ONLY)) from error
    free_mb = shutil.disk_usage(str(HERE)).free // 1_000_000
    if not VENV.exists() and free_mb < ROOM_MB:
        raise SetupError(
            worded(
                "Only {free} MB are free where {place} lies, and setting up takes {room}; make "
                "room and run this again.",
                free=free_mb, place=HERE, room=ROOM_MB,
            )
        )  # fmt: skip


def make_venv(python):
    """Make an empty environment with pip in it, whatever the system left out of its Python."""
    if VENV.exists() or VENV.is_symlink():
        tell("Removing what is left of an unfinished .venv")
        shutil.rmtree(str(VENV)) if VENV.is_dir() and not VENV.is_symlink() else VENV.unlink()
    tell("Making .venv with {python}", python=python)
    if has_venv(python):
        if succeeds([python, "-m", "venv", VENV]):
            return
    elif install_debian([venv_package(python)]) and succeeds([python, "-m", "venv", VENV]):
        return
    tell("This Python cannot make an environment with pip by itself; using virtualenv")
    for installer in (python, sys.executable):
        if install_aside("virtualenv", installer):
            environment = dict(os.environ, PYTHONPATH=str(TOOLS / "virtualenv"))
            command = [installer, "-m", "virtualenv", "--quiet", "--clear", "-p", python, VENV]
            if succeeds(command, env=environment):
                return
    raise SetupError(
        worded(
            "{python} can make no environment with pip; install its venv and pip modules (on "
            "Debian: {package}) and run this again.",
            python=python, package=venv_package(python),
        )
    )  # fmt: skip


def requirements(*extras):
    """What pyproject.toml asks for, to run and to compile the kernels, read by a newer Python."""
    code = (
        "import json, sys, tomllib\n"
        "whole = tomllib.load(open('pyproject.toml', 'rb'))\n"
        "project = whole['project']\n"
        "extra = project.get('optional-dependencies', {})\n"
        "asked = project['dependencies'] + whole['build-system']['requires']\n"
        "print(json.dumps(asked + sum((extra[e] for e in sys.argv[1:]), [])))"
    )
    return json.loads(answer([venv_python(), "-c", code, *extras], cwd=str(HERE)))


def install(packages):
    """Install packages at the versions that constraints.txt pins."""
    command = [venv_python(), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-compile", "--progress-bar", "off", "-c", "constraints.txt"]
    if not succeeds([*command, *packages], listen=show_package, env=plain_environment()):
        return False
    compile_packages()
    return True


def compile_packages():
    """Compile what pip has installed, on all processors; what cannot be is compiled when used."""
    folder = answer([venv_python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    command = [venv_python(), "-m", "compileall", "-q", "-j", "0", folder]
    run(command, env=plain_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def plain_environment():
    """The environment without what would lead pip or Python to another place."""
    away = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in away}


def ensure_environment(extras=()):
    """Bring ``.venv`` to what a command asks for; quick where nothing is to be done."""
    present = installed_extras()
    if present is None or not set(extras) <= present:
        check_place()
        check_system()
        fill_environment(sorted(set(extras) | (present or set())))
    if os.access(str(HERE), os.W_OK):
        if not were_kernels_tried():
            build_kernels()
        compile_words()


def were_kernels_tried():
    """Whether these sources are built, or were tried in vain; ``kernels`` tries again."""
    tried = HERE / "build" / "kernels.json"
    text = json.dumps(kernel_digests())
    if are_kernels_built() or (tried.exists() and tried.read_text(encoding="utf-8") == text):
        return True
    tried.parent.mkdir(exist_ok=True)
    tried.write_text(text, encoding="utf-8")
    return False


def fill_environment(extras):
    """Make ``.venv``, or bring it up to date; only what is asked for is installed."""
    fresh = False
    if probe([venv_python()]) is None or not answer([venv_python(), "-m", "pip", "--version"]):
        tell(
            "Setting up in {place}: .venv and .tools, some 700 MB; delete them to undo it.",
            place=HERE,
        )
        make_venv(find_python())
        fresh = True
    tell("Installing the packages of constraints.txt (a few minutes the first time)")
    if not install(requirements(*extras)):
        if fresh:
            raise SetupError(
                worded("The packages could not be installed; the lines above say why.")
            )
        make_venv(find_python())  # what was there may have been broken
        if not install(requirements(*extras)):
            raise SetupError(
                worded("The packages could not be installed; the lines above say why.")
            )
    (VENV / "ready").write_text("\n".join([stamp_text(), *extras]), encoding="utf-8")


# The kernels ----------------------------------------------------------------------------------


def kernel_digests():
    """Digest of every kernel's source, by its name."""
    sources = sorted(path for path in KERNELS.glob("*.py") if path.stem != "__init__")
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}


def are_kernels_built():
    """Whether the compiled kernels are those of the present sources."""
    record = KERNELS / "built.json"
    if not record.exists():
        return False
    suffix = answer([venv_python(), "-c", SUFFIX])
    names = kernel_digests()
    try:
        built = json.loads(record.read_text(encoding="utf-8"))
    except ValueError:  # damaged
        return False
    return built == names and all((KERNELS / (name + suffix)).exists() for name in names)


SUFFIX = "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))"
HEADER = "import sysconfig; print(sysconfig.get_path('include') + '/Python.h')"


def compiler_environment():
    """Return the environment for building: the machine's compiler, else that of a wheel."""
    environment = plain_environment()
    if has_compiler() or install_debian(["gcc", "libc6-dev"]):
        return environment
    tell("No C compiler is on this machine; fetching one into .tools for this once")
    if install_aside("ziglang", venv_python()):
        environment["CC"] = shlex.quote(str(venv_python())) + " -m ziglang cc"
        environment["PYTHONPATH"] = str(TOOLS / "ziglang")
        environment["ZIG_GLOBAL_CACHE_DIR"] = str(TOOLS / "ziglang" / "cache")  # goes with it
    return environment


def build_kernels():
    """Compile the optimiser's kernels in place; where that cannot be they run uncompiled."""
    missing = needed_to_compile()
    if missing and install_debian(missing):
        missing = []
    if any(name.startswith("python") for name in missing):  # no compiler does without its headers
        tell(UNCOMPILED)
        names = " ".join(missing)
        tell(
            "To compile it, run 'apt-get install {names}' as root, then 'python3 make.py kernels'.",
            names=names,
        )
        return
    tell("Compiling the optimiser's kernels (a minute or two, once)")
    command = [venv_python(), "setup.py", "--quiet", "build_ext", "--inplace", "--parallel", "2"]
    if not succeeds(command, env=compiler_environment()) or not are_kernels_built():
        tell(UNCOMPILED)
    shutil.rmtree(str(TOOLS / "ziglang"), ignore_errors=True)  # 375 MB, for this once


def needed_to_compile():
    """Debian packages without which the system's own Python compiles nothing."""
    python = probe([venv_python()]) or present_python()
    header = answer([python, "-c", HEADER]) if python else ""
    if not header.startswith("/usr/include") or not is_debian():  # one that was fetched has them
        return []
    names = [] if has_compiler() else ["gcc", "libc6-dev"]
    if not Path(header).exists():
        names.insert(0, f"python{series_of(python)}-dev")
    return names


def has_compiler():
    """Whether a C compiler is at hand that extensions are built with."""
    return WINDOWS or any(shutil.which(name) for name in ("cc", "gcc", "clang"))


def compile_words():
    """Compile the catalogues of words that changed; without that they are read as they are."""
    code = "from planner.wording.catalogue import compile_changed; compile_changed()"
    succeeds([venv_python(), "-c", code], env=plain_environment())


# The commands --------------------------------------------------------------------------------


def offscreen():
    """The environment for runs that must not show a window."""
    return dict(plain_environment(), QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")


def demo(rest):
    """Plan the sample bank, say where the PDF is, open the window where there is a screen."""
    out, sample = HERE / "out", Path("samples") / SAMPLES["zh" if is_chinese() else "en"]
    tell(
        "Planning a sample bank of 151 systems: a minute or two, Ctrl-C keeps the best plan so far"
    )
    status = run(
        [venv_python(), "main.py", "plan", sample, "-o", out, *rest], env=plain_environment()
    )
    if status != 0:
        return status
    tell("\nDone. The roadmap of the sample bank: {path}", path=out / "roadmap.pdf")
    tell("Your own inventory: python3 main.py plan YOUR.xlsx -o out/mine")
    if not has_display():
        tell("The window: python3 main.py (no screen here, so it is not opened now)")
        return 0
    tell("Opening the window; close it to end.")
    return run([venv_python(), "main.py", sample], env=plain_environment())


def run_program(rest):
    """Run the program itself with the arguments given."""
    return run([venv_python(), "main.py", *rest], env=plain_environment())


def test(rest):
    """Run the tests, or those named; ``--all``: the slow ones too; arguments go to pytest."""
    count = str(min(os.cpu_count() or 1, 8))
    whole = ["-n", count, "--dist", "loadfile", "--no-loadscope-reorder"]  # in conftest.py's order
    slow = ["-m", "slow or not slow"] if "--all" in rest else []
    rest = [word for word in rest if word != "--all"]
    shared = [] if rest else whole
    environment = offscreen()
    # The tests start hundreds of processes; each would compile the program anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return run([venv_python(), "-m", "pytest", *shared, *slow, *rest], env=environment)


def lint(rest):
    """Check style, types and import contracts; one failure hides no other."""
    python = venv_python()
    scripts = python.parent
    checks = (
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy --strict", [python, "-m", "mypy"]),
        ("import contracts", [scripts / ("lint-imports.exe" if WINDOWS else "lint-imports")]),
    )
    failed = []
    for name, command in checks:
        say("== " + name)
        if run([*command, *rest], env=offscreen()) != 0:
            failed.append(name)
    say("== dead names")
    if dead := dead_names(python):
        say("\n".join(dead))
        failed.append("dead names")
    say("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


def dead_names(python):
    """Return what vulture finds that nobody uses.

    Of variables and attributes it cannot know: libraries read those that are set for them.
    """
    found = subprocess.run(
        [str(python), "-m", "vulture"], check=False, cwd=str(HERE), capture_output=True, text=True
    )
    kinds = ("function", "method", "class", "property", "import")
    sure = [f"unused {kind} " for kind in kinds] + ["unreachable code"]
    return [line for line in found.stdout.splitlines() if any(one in line for one in sure)]


def split_names(rest, programs):
    """Return the names at the head of ``rest`` (the usual ones where there is none), and the rest.

    A folder or a size is a program's own business once a program is named.
    """
    count = next((i for i, word in enumerate(rest) if word not in programs), len(rest))
    names, options = list(rest[:count]), list(rest[count:])
    if not names and options and not options[0].startswith("-"):
        raise SetupError(f"No such bench: {options[0]}; there are: {', '.join(programs)}.")
    return names or list(BENCHES), options


def bench(rest):
    """Compare placement and waves, or run the bench programs named; the rest goes to them."""
    files = sorted((HERE / "bench").glob("*.py"))
    programs = {path.stem: path for path in files if "__main__" in path.read_text(encoding="utf-8")}
    names, options = split_names(rest, programs)
    environment = dict(offscreen(), PYTHONPATH=str(HERE))
    failed = []
    for name in names:
        say("== " + name)
        if run([venv_python(), "-m", "bench." + name, *options], env=environment) != 0:
            failed.append(name)
    if failed:
        say("failed: " + ", ".join(failed))
    return 1 if failed else 0


def screenshots(rest):
    """Draw every page of the window into picture files."""
    return run([venv_python(), "-m", "planner.ui.screenshots", *rest], env=offscreen())


MANUAL = HERE / "build" / "cloud-migration-planner.1"


def write_manual():
    """Write the manual page of the command line, read off its parser; return the exit status."""
    MANUAL.parent.mkdir(exist_ok=True)
    version = answer([venv_python(), "-c", "import planner; print(planner.VERSION)"], cwd=str(HERE))
    program = venv_python().parent / ("argparse-manpage.exe" if WINDOWS else "argparse-manpage")
    command = [program, "--module", "planner.cli.arguments", "--function", "parser"]
    command += ["--prog", MANUAL.stem, "--project-name", MANUAL.stem]
    command += ["--manual-title", "User commands", "--version", version, "--output", MANUAL]
    command += ["--description", "turns an application inventory into a cloud migration plan"]
    status = run(command, env=dict(plain_environment(), PYTHONPATH=str(HERE), COLUMNS="90"))
    if status == 0:
        say("The manual page: " + str(MANUAL))
    return status


def docs(rest):
    """Build the guide as a site in ``site``, and the manual page; ``--serve`` shows the guide."""
    verb = "serve" if "--serve" in rest else "build"
    options = [word for word in rest if word != "--serve"] or (
        ["--strict"] if verb == "build" else []
    )
    environment = dict(plain_environment(), NO_MKDOCS_2_WARNING="1")
    status = run([venv_python(), "-m", "mkdocs", verb, *options], env=environment)
    if status == 0 and verb == "build":
        say("The guide: " + str(HERE / "site" / "index.html"))
        return write_manual()
    return status


def package(rest):
    """Build a folder that runs without Python (PyInstaller), in ``dist``; on Debian a .deb too."""
    command = [venv_python(), "-m", "PyInstaller", "--noconfirm", "packaging/planner.spec", *rest]
    status = run(command, env=offscreen()) or write_manual()
    if status == 0 and shutil.which("dpkg-deb"):
        return run(["sh", "packaging/linux/deb.sh"])
    return status


def told_faults(rest, end):
    """What pip-audit says of every package of constraints.txt, by ``end`` or not at all."""
    auditor = TOOLS / "pip-audit"
    if not auditor.exists():
        try:
            fetched = install_aside("pip-audit", venv_python(), timeout=end - time.monotonic())
        except subprocess.TimeoutExpired:
            shutil.rmtree(str(auditor), ignore_errors=True)  # half of it would be worse than none
            raise
        if not fetched:
            raise SetupError("pip-audit is not here and cannot be fetched: nothing was audited.")
    command = [venv_python(), "-m", "pip_audit", "-r", "constraints.txt", "--no-deps"]
    command += ["--disable-pip", "--progress-spinner", "off", "--format", "json", *rest]
    done = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=str(HERE),
        env=dict(plain_environment(), PYTHONPATH=str(auditor)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
        timeout=max(end - time.monotonic(), 0.1),
    )
    try:
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        say("\n".join("  " + line for line in done.stderr.strip().splitlines()[-3:]))
        raise SetupError("No list of known faults can be reached: nothing was audited.") from None


AUDIT_SECONDS = 180  # for all of an audit, fetching pip-audit the first time included


def audit(rest):
    """Look for known faults in the versions used, 3 minutes at most; 2 where it cannot."""
    say(f"Asking for known faults of the versions used ({AUDIT_SECONDS} s at most)")
    try:
        found = told_faults(rest, time.monotonic() + AUDIT_SECONDS)
    except subprocess.TimeoutExpired:
        raise SetupError(
            f"No list of known faults answered within {AUDIT_SECONDS} s: nothing was audited."
        ) from None
    passed_over = [one["name"] for one in found if "skip_reason" in one]
    audited = len(found) - len(passed_over)
    if not audited:
        raise SetupError("No list of known faults tells of these packages: nothing was audited.")
    faults = [
        "{} {}: {}, mended in {}".format(
            one["name"], one["version"], fault["id"], ", ".join(fault["fix_versions"]) or "none"
        )
        for one in found
        for fault in one.get("vulns", ())
    ]
    say("\n".join(faults or ["No known fault in {} versions.".format(audited)]))
    if passed_over:
        say("Not audited, as the list does not know them: " + ", ".join(passed_over))
    return 1 if faults else 0


def kernels(rest):
    """Compile the optimiser's kernels in place, if their sources changed."""
    if are_kernels_built():
        say("The kernels are built.")
        return 0
    build_kernels()
    return 0 if are_kernels_built() else 1


def setup(rest):
    """Only prepare the machine."""
    tell("Ready. Run 'python3 make.py demo' or 'python3 main.py'.")
    return 0


EXTRAS = {  # what a command needs beyond what the program itself needs (pyproject.toml)
    "test": ("dev",),
    "lint": ("dev",),
    "bench": ("dev",),
    "setup": ("dev",),
    "docs": ("docs",),
    "package": ("package",),
}
COMMANDS = {
    "demo": demo,
    "run": run_program,
    "test": test,
    "lint": lint,
    "bench": bench,
    "screenshots": screenshots,
    "audit": audit,
    "docs": docs,
    "package": package,
    "kernels": kernels,
    "setup": setup,
}
HELP = {"-h", "--help"}
OWN = ("demo", "setup", "kernels")  # those whose help is this one, not that of what they run


def summary(command):
    """What a command does, in a line."""
    return command.__doc__.splitlines()[0].replace("``", "")


def help_text():
    """What this script understands."""
    about = worded(
        "Prepares this machine and runs the project: python3 make.py COMMAND [ARGUMENT ...]\n"
        "Arguments go to what the command runs."
    )
    lines = [f"  {name:<12}{worded(summary(each))}" for name, each in COMMANDS.items()]
    return "\n".join([about, "", *lines])


def main(arguments):
    """Read the command, prepare the machine, carry it out; return the exit status."""
    if sys.version_info < (3, 8):
        say("make.py needs Python 3.8 or newer to run itself.")
        return 2
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if not HELP.isdisjoint([name, *(rest if name in OWN else [])]):
        say(help_text())
        return 0
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1) or [" | ".join(COMMANDS)]
        tell("Name a command, as in python3 make.py {near}; --help tells of each.", near=near[0])
        return 2
    try:
        # Another checkout may share the environment: kernels are built with what is in it.
        if name != "kernels" or probe([venv_python()]) is None:
            ensure_environment(EXTRAS.get(name, ()))
        return COMMANDS[name](rest)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES):
            raise
        tell("error: {what}", what=worded(FULL_DISK if error.errno == errno.ENOSPC else READ_ONLY))
        return 2
    except SetupError as error:
        tell("error: {what}", what=error)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
