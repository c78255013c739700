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


# Reads a report in a process of its own: a child's peak memory counts from what its parent held when it was started.
SUMMARY = """
import collections, json, sys
report = json.load(open(sys.argv[1]))
counts = collections.Counter(f["severity"] for f in report["findings"] if f["shown"])
stack = sorted({s["name"] if isinstance(s, dict) else str(s) for s in report["head"].get("stack", [])})
print(json.dumps([counts, stack, report["coverage"].get("internal_errors", [])]))
"""


def audit(binary, folder):
    with tempfile.TemporaryDirectory() as work:
        out, err = Path(work, "out.json"), Path(work, "err")
        command = [binary, str(folder), "--format", "json", "--fail-on", "never", "--no-baseline", "--no-cache"]
        with out.open("wb") as stdout, err.open("wb") as stderr:
            process = subprocess.Popen(command, stdout=stdout, stderr=stderr)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        complaint = err.read_text(errors="replace")
        summary = None
        if process.returncode == 0:
            summary = json.loads(subprocess.check_output([sys.executable, "-c", SUMMARY, str(out)]))
    return process.returncode, summary, complaint, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(binary, folder):
    files, megabytes = size(folder)
    code, summary, complaint, cpu, memory = audit(binary, folder)
    problems = []
    if code != 0 or "panicked" in complaint:
        problems.append(f"exit {code}: {complaint.strip()[:200]}")
    counts, stack, errors = summary or ({}, [], [])
    problems += [f"internal error: {error}" for error in errors]
    if cpu > CPU_AT_MOST or cpu > max(CPU_FLOOR, CPU_PER_MB * megabytes):
        problems.append("slow")
    cells = [folder.name.replace("+", "/", 1), ", ".join(stack), files, f"{megabytes:.1f}"]
    cells += [counts.get(severity, 0) for severity in SEVERITIES] + [f"{cpu:.2f}", f"{memory:.0f}", "; ".join(problems) or "—"]
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
