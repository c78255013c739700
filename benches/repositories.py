#!/usr/bin/env python3
"""Audits checkouts of public repositories and prints a table: does anything break, and what does it cost?

    benches/repositories.py --bin target/release/perfaudit FOLDER...  > docs/repositories.md

Each FOLDER is a checkout, named owner+name or owner+name@commit. Each is audited once, cold, with all rules. CPU seconds and
peak memory are those of the whole process. "Source" is what the front ends could read: Python, templates, SQL, scripts, styles.
Exit code 1 when a run failed, panicked, or cost more than the limits below.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = {".py", ".html", ".htm", ".jinja", ".jinja2", ".j2", ".sql", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".css", ".vue"}
SEVERITIES = ["critical", "high", "medium", "low", "info"]
CPU_PER_MB = 0.15
CPU_AT_MOST = 20.0
# Below this a run is start-up: reading the rules and the stubs.
CPU_FLOOR = 0.5


def size(folder):
    files = total = 0
    for at, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if f != ".git"]
        for name in names:
            path = Path(at, name)
            if path.is_symlink() or not path.is_file():
                continue
            files += 1
            if path.suffix.lower() in SOURCE:
                total += path.stat().st_size
    return files, total / 1e6


def audit(binary, folder):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = [binary, str(folder), "--format", "json", "--fail-on", "never", "--no-baseline", "--no-cache"]
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        text, complaint = out.read(), err.read().decode(errors="replace")
    report = json.loads(text) if process.returncode == 0 else None
    return process.returncode, report, complaint, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(binary, folder):
    files, megabytes = size(folder)
    code, report, complaint, cpu, memory = audit(binary, folder)
    problems = []
    if code != 0 or "panicked" in complaint:
        problems.append(f"exit {code}: {complaint.strip()[:200]}")
    counts = dict.fromkeys(SEVERITIES, 0)
    stack = ""
    if report:
        for finding in report["findings"]:
            if finding["shown"]:
                counts[finding["severity"]] += 1
        problems += [f"internal error: {e}" for e in report["coverage"].get("internal_errors", [])]
        stack = ", ".join(sorted({s["name"] if isinstance(s, dict) else str(s) for s in report["head"].get("stack", [])}))
    if cpu > CPU_AT_MOST or cpu > max(CPU_FLOOR, CPU_PER_MB * megabytes):
        problems.append("slow")
    name = folder.name.replace("+", "/", 1)
    cells = [name, stack, files, f"{megabytes:.1f}"] + [counts[s] for s in SEVERITIES] + [f"{cpu:.2f}", f"{memory:.0f}", "; ".join(problems) or "—"]
    return cells, bool(problems)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", required=True)
    arguments.add_argument("folders", nargs="+", type=Path)
    given = arguments.parse_args()
    head = ["repository", "stack", "files", "source MB"] + SEVERITIES + ["CPU s", "peak MB", "problems"]
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * 3 + " ---: |" * (len(head) - 4) + " --- |")
    failed = 0
    for folder in given.folders:
        cells, bad = row(given.bin, folder)
        failed += bad
        print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)
    print(f"\n{len(given.folders)} repositories, {failed} with problems.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
