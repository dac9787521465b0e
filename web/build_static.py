"""Copy what the tablet needs from node_modules into the package, so that the server offers it."""  # noqa: INP001 - a script

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VENDOR = HERE / "src" / "akkoord_web" / "static" / "vendor"

SCRIPTS = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "idiomorph.js": "idiomorph/dist/idiomorph-ext.min.js",
    "signature_pad.js": "signature_pad/dist/signature_pad.umd.min.js",
}
ICONS = """
archive arrow-right badge-check ban building-2 calendar-days check chevron-down chevron-left chevron-right
circle-check circle-question-mark circle-x clipboard-list clock copy download eye file-check file-pen
file-text handshake history hourglass inbox info key-round list lock log-out mail map-pin minus pencil pen-line
phone plus printer puzzle refresh-cw scale search settings signature trash-2 triangle-alert undo-2 user-plus
users wifi-off x
""".split()  # noqa: SIM905 - fifty words read better than fifty quoted strings
LICENCES = ("htmx.org", "idiomorph", "signature_pad", "lucide-static")


def main() -> None:
    """Install by the lock file where that has not been done yet, then copy scripts, icons and licences."""
    if _outdated():
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("npm is missing; install it (Debian: apt-get install npm) and run this again")
        subprocess.run([npm, "ci", "--no-fund", "--no-audit"], cwd=HERE, check=True)  # noqa: S603 - fixed arguments
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "icons").mkdir(parents=True)
    for name, source in SCRIPTS.items():
        (VENDOR / name).write_text(_without_source_map((MODULES / source).read_text("utf-8")), "utf-8")
    for name in ICONS:
        shutil.copyfile(MODULES / "lucide-static" / "icons" / f"{name}.svg", VENDOR / "icons" / f"{name}.svg")
    for package in LICENCES:
        shutil.copyfile(MODULES / package / "LICENSE", VENDOR / f"{package}.LICENSE.txt")
    sys.stderr.write(f"Copied {len(SCRIPTS)} scripts and {len(ICONS)} icons to {VENDOR.relative_to(HERE)}\n")


def _outdated() -> bool:
    installed = MODULES / ".package-lock.json"
    return not installed.exists() or installed.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime


def _without_source_map(script: str) -> str:
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script)


if __name__ == "__main__":
    main()
