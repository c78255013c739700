#!/usr/bin/env python3
"""Replay the judged corpus: what people read in real repositories against what perfaudit says now.

    tests/judged/replay.py --bin target/release/perfaudit --trees DIR [--show]

DIR holds one checkout per repository, found as owner+name, owner+name@commit or below extra/ and heads/. A repository
without a checkout is skipped and named. Each line of tests/judged/*.jsonl is one verdict:
  right    perfaudit reported it and a reader agreed: it must still be found, if only with low confidence
  wrong    perfaudit reported it and a reader disagreed: it must not be shown when "mended" is true
  missed   a reader saw it and perfaudit did not: counted, found or not
  silent   it looks like a flaw, is none, and perfaudit said nothing: it must stay so
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

SLACK = 3


def tree_of(trees, repository, commit):
    name = repository.replace("/", "+")
    names = (f"{name}@{commit[:12]}", f"{name}@{commit[:8]}", name, f"extra/{name}", f"heads/{name}")
    return next((trees / n for n in names if (trees / n).is_dir()), None)


def audit(binary, tree):
    command = [binary, "audit", str(tree), "--format", "json", "--fail-on", "never"]
    run = subprocess.run(command, capture_output=True)
    return json.loads(run.stdout)["findings"]


def stands_at(finding, verdict):
    """What one loop runs at several places is one finding, with the others as evidence."""
    places = [(finding["path"], finding["line"])]
    if verdict["verdict"] == "right":
        places += [(e["path"], e["line"]) for e in finding.get("evidence", []) if e["role"] == "access"]
    return any(path == verdict["path"] and abs(line - verdict["line"]) <= SLACK for path, line in places)


def reported(findings, verdict):
    judged = [f for f in findings if verdict["verdict"] == "right" or f.get("shown", True)]
    return [f for f in judged if f["rule"] == verdict["rule"] and stands_at(f, verdict) and same_columns(f, verdict)]


def told_surely(findings):
    return any(f.get("shown", True) and f["confidence"] in ("high", "certain") for f in findings)


def same_columns(finding, verdict):
    """Of columns and indexes over several, which are told by their symbol: neighbours of one class are others."""
    told = verdict.get("symbol", "")
    is_column = verdict["rule"].endswith("-not-indexed") and verdict["verdict"] == "wrong"
    return not (is_column or "+" in told) or finding["symbol"] == told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--trees", required=True, type=pathlib.Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    verdicts = [
        json.loads(line)
        for path in sorted(pathlib.Path(__file__).parent.glob("*.jsonl"))
        for line in path.read_text().splitlines()
        if line.strip()
    ]
    by_repository = collections.defaultdict(list)
    for verdict in verdicts:
        by_repository[(verdict["repository"], verdict["commit"])].append(verdict)
    total, sure, broken = collections.Counter(), collections.Counter(), 0
    for (repository, commit), items in sorted(by_repository.items()):
        tree = tree_of(args.trees, repository, commit)
        if tree is None:
            print(f"skipped {repository}: no checkout of {commit[:12]} below {args.trees}")
            continue
        findings = audit(args.bin, tree)
        for verdict in items:
            now = reported(findings, verdict)
            there, kind = bool(now), verdict["verdict"]
            sure[kind] += told_surely(now)
            total[kind, "there" if there else "gone"] += 1
            wrong_again = there and (kind == "silent" or (kind == "wrong" and verdict.get("mended")))
            lost = kind == "right" and not there
            broken += wrong_again or lost
            if (wrong_again or lost) and args.show:
                what = "reported again" if wrong_again else "no longer reported"
                print(f"{what}: {repository} {verdict['rule']} {verdict['path']}:{verdict['line']}")
    for (kind, state), count in sorted(total.items()):
        print(f"{kind:8} {state:6} {count}")
    told = sure["right"] + sure["wrong"]
    print(f"told as high or certain now: {sure['right']} of {told} right ({sure['right'] / max(told, 1):.3f})")
    print("holds" if not broken else f"{broken} verdicts no longer hold")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
