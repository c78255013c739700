#!/usr/bin/env python3
"""Fuzzes every target of tests/fuzz/steps.rs with libFuzzer until each has had its CPU minutes, in turns of a few minutes.

    cargo install cargo-fuzz && cargo +nightly fuzz build -s none     once, and after each change
    fuzz/run.py [--share 0.5] [--seeds FOLDER...] [TARGET...]

Corpus, failures and the log stand in fuzz/target/state; a later call goes on from there. Each line of the log is one turn: target, CPU
seconds, cases, edges of the program that were reached, and the failures so far. A failure is a file of its own. Its smallest form
(`-minimize_crash=1`) belongs into tests/fuzz/<target>/, which `cargo test` replays. Exit code 1 when there is one.
"""
import argparse
import os
import random
import re
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATE = HERE / "target/state"
TURN_SECONDS = 240
MAX_BYTES = 16_384
SEEDS = 600
# Of the clock, so longer than any case needs of a processor that it shares.
CASE_SECONDS = 60
# What a run gives its threads.
STACK_BYTES = 64 << 20


def program():
    built = [HERE / "target" / triple / "release/steps" for triple in os.listdir(HERE / "target")]
    found = [path for path in built if path.is_file()]
    return found[0] if found else sys.exit("build it first: cargo +nightly fuzz build -s none")


def targets(binary):
    listed = subprocess.run([binary, "-runs=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {name: (float(minutes), tuple(endings)) for name, minutes, *endings in rows}


def seed(folder, endings, roots):
    """Copies files of these endings, the same choice each time."""
    paths = []
    for root in roots:
        for at, folders, names in os.walk(root):
            folders[:] = sorted(f for f in folders if f not in (".git", "target", "node_modules"))
            paths += [Path(at, name) for name in sorted(names) if name.endswith(endings)]
    paths = [path for path in paths if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_BYTES]
    random.Random(1).shuffle(paths)
    folder.mkdir(parents=True)
    for at, path in enumerate(paths[:SEEDS]):
        (folder / str(at)).write_bytes(path.read_bytes())


def spent(name):
    log = STATE / "log"
    rows = [line.split() for line in log.read_text().splitlines()] if log.is_file() else []
    return sum(float(row[1]) for row in rows if row[0] == name)


def turn(binary, name, endings, roots):
    corpus, seeds, failures = STATE / "corpus" / name, STATE / "seeds" / name, STATE / "failures" / name
    if not seeds.is_dir():
        seed(seeds, endings, roots)
    for folder in (corpus, failures):
        folder.mkdir(parents=True, exist_ok=True)
    command = [binary, corpus, seeds, f"-dict={HERE.parent}/tests/fuzz/words.dict", f"-artifact_prefix={failures}/"]
    command += [f"-max_total_time={TURN_SECONDS}", f"-max_len={MAX_BYTES}", "-rss_limit_mb=3072", "-print_final_stats=1"]
    # Slower than the clock allows is a failure, slow beside other work is none.
    command += [f"-timeout={CASE_SECONDS}", f"-report_slow_units={CASE_SECONDS}"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PERFAUDIT_FUZZ_TARGET": name},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (STACK_BYTES, STACK_BYTES)),
    )
    said = process.stderr.read().decode(errors="replace")
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    last = lambda pattern: (re.findall(pattern, said) or ["0"])[-1]
    row = [name, f"{usage.ru_utime + usage.ru_stime:.0f}", last(r"number_of_executed_units:\s+(\d+)"), last(r"cov: (\d+)"), len(list(failures.iterdir()))]
    with (STATE / "log").open("a") as log:
        print(*row, file=log)
    print(*row, flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--share", type=float, default=1.0, help="of the minutes that each target should get")
    arguments.add_argument("--seeds", type=Path, nargs="*", default=[], help="folders of further files to start from")
    arguments.add_argument("targets", nargs="*")
    given = arguments.parse_args()
    binary = program()
    wanted = {name: target for name, target in targets(binary).items() if not given.targets or name in given.targets}
    roots = [HERE.parent / "fixtures", HERE.parent / "rules", *given.seeds]
    STATE.mkdir(parents=True, exist_ok=True)
    while open_targets := [name for name, (minutes, _) in wanted.items() if spent(name) < minutes * 60 * given.share]:
        for name in open_targets:
            turn(binary, name, wanted[name][1], roots)
    return 1 if any((STATE / "failures").glob("*/*")) else 0


if __name__ == "__main__":
    sys.exit(main())
