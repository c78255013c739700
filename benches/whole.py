#!/usr/bin/env python3
"""Times whole runs: cold and warm audits of checkouts, a generated monorepo that grows, and other tools on the same trees.

    benches/whole.py --bin target/release/perfaudit FOLDER...                    cold and warm, medians of --runs
    benches/whole.py --bin … --grow 1000,10000,50000 [FOLDER...]                 also a generated monorepo of each size
    benches/whole.py --bin … --semgrep RULES_FOLDER --ast-grep FOLDER...         also other tools, in the same run

CPU seconds are user plus system time of the whole process; memory is its peak resident set. Trees are read once before, so
that the disk plays no part. A warm run that parses what has not changed, or whose report is not the cold one's byte by byte, ends
the script with exit code 1. `--semgrep` takes a folder of rules, `--ast-grep` uses the five patterns of this script.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATTERNS = [
    ("python", "for $X in $Y: $$$A; $Z.query.get($B); $$$C"),
    ("python", "len($X.objects.all())"),
    ("python", "$X.query.all()"),
    ("python", "time.sleep($X)"),
    ("python", "requests.get($$$A)"),
]


def once(command, **options):
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {process.returncode}: {complaint.decode(errors='replace')[:400]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024


def median(command, runs, before=None):
    results = []
    for _ in range(runs):
        if before:
            before()
        results.append(once(command))
    return tuple(statistics.median(column) for column in zip(*results))


def output(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def kept_bytes(folder):
    return (folder / "facts.bin").read_bytes(), (folder / "ledger.bin").read_bytes()


def show(name, what, figures, ratio=""):
    cpu, wall, memory = figures
    print(f"| {name} | {what} | {cpu:.2f} | {wall:.2f} | {memory:.0f} | {ratio} |", flush=True)


def ours(binary, folder, runs, name):
    base = [binary, "audit", str(folder), "--format", "json", "--fail-on", "never", "--no-baseline"]
    once(base + ["--no-cache"])
    cold = median(base + ["--no-cache"], runs)
    show(name, "cold, no cache", cold)
    with tempfile.TemporaryDirectory() as cache:
        kept = Path(cache, "kept")
        cached = base + ["--cache-dir", str(kept)]
        show(name, "cold, cache written", median(cached, runs, lambda: shutil.rmtree(kept, ignore_errors=True)))
        store = kept_bytes(kept)
        warm = median(cached, runs)
        show(name, "warm", warm, f"{cold[0] / warm[0]:.1f} × less CPU")
        if kept_bytes(kept) != store:
            sys.exit(f"{name}: a warm run parsed what had not changed")
        if output(cached) != output(base + ["--no-cache"]):
            sys.exit(f"{name}: a warm run says something else than a cold one")
    return cold


def others(given, folder, runs, name, cold):
    if given.semgrep:
        command = ["semgrep", "scan", "--config", given.semgrep, "--metrics", "off", "--disable-version-check", "--quiet", "--json", str(folder)]
        figures = median(command, runs)
        show(name, "semgrep, local rules", figures, f"{figures[0] / cold[0]:.1f} × our CPU, {figures[1] / cold[1]:.1f} × our wall")
    if given.ast_grep:
        with tempfile.TemporaryDirectory() as rules:
            text = "---\n".join(
                json.dumps({"id": f"r{at}", "language": language, "rule": {"pattern": pattern}}) + "\n" for at, (language, pattern) in enumerate(PATTERNS)
            )
            Path(rules, "rules.yml").write_text(text)
            figures = median(["ast-grep", "scan", "--no-ignore", "hidden", "--rule", f"{rules}/rules.yml", "--json=stream", str(folder)], runs)
        show(name, "ast-grep, five rules", figures, f"{figures[0] / cold[0]:.1f} × our CPU, {figures[1] / cold[1]:.1f} × our wall")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", required=True)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--grow", default="")
    arguments.add_argument("--semgrep", metavar="RULES_FOLDER")
    arguments.add_argument("--ast-grep", action="store_true")
    arguments.add_argument("folders", nargs="*", type=Path)
    given = arguments.parse_args()
    binary = os.path.abspath(given.bin)
    print("| tree | run | CPU s | wall s | peak MB | |\n| --- | --- | ---: | ---: | ---: | --- |", flush=True)
    for folder in given.folders:
        cold = ours(binary, folder, given.runs, folder.name)
        others(given, folder, given.runs, folder.name, cold)
    last = None
    for size in [int(size) for size in given.grow.split(",") if size]:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, Path(__file__).with_name("generate.py"), str(size), folder], check=True)
            cold = ours(binary, folder, max(1, given.runs // 2), f"generated, {size} files")
            if last:
                print(f"| | {size} files to {last[0]} | {cold[0] / last[1][0]:.1f} × | {cold[1] / last[1][1]:.1f} × | {cold[2] / last[1][2]:.1f} × | |", flush=True)
            last = (size, cold)


if __name__ == "__main__":
    main()
