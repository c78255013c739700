#!/usr/bin/env python3
"""What turns new when nothing but the form of a tree changes, and what a planted flaw turns new.

    tests/churn/churn.py --bin target/release/perfaudit --tree DIR [--plant tests/churn/ctfd.json] [--ruff ruff]

A copy of DIR is committed, then edited in four ways that change no behaviour, one on top of the other: lines are shifted,
functions moved, modules renamed, and all of it is formatted by ruff (narrow, then wide). After each, no finding may be new
against the commit (`--changed`). Then the flaws of the JSON file are planted: a list of {"path", "find", "replace"}, where
`rule` names the one finding that the edit makes new, and `entry` the entry point whose price changes. Nothing else may be new,
and the gate must fail.

Skipped with a reason (exit code 0) where the tree, git or ruff is missing.
"""

import argparse
import ast
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RENAMED = 12
SKIPPED_FOLDERS = {"tests", "test", "migrations", "versions", "node_modules"}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


def git(root, *arguments):
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"]
    subprocess.run(["git", "-C", str(root), *name, *arguments], check=True, stdout=subprocess.DEVNULL)


def audit(binary, root, *arguments):
    command = [binary, str(root), "--changed=HEAD", "--format", "json", *arguments]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode > 1:
        sys.exit(f"perfaudit: exit code {run.returncode}\n{run.stderr}")
    return run.returncode, json.loads(run.stdout)


def of_baseline(report, state):
    return [f for f in report["findings"] if f.get("baseline") == state]


def sources(root):
    """Python files of the app that can be parsed, with their trees."""
    for path in sorted(root.rglob("*.py")):
        if SKIPPED_FOLDERS & set(path.relative_to(root).parts):
            continue
        try:
            text = path.read_text(encoding="utf-8")
            yield path, text, ast.parse(text)
        except (SyntaxError, UnicodeDecodeError):
            continue


def shift_lines(root, _):
    """Two lines of comment before each statement of a module that starts a line of its own."""
    edits = 0
    for path, text, tree in sources(root):
        lines = text.splitlines(keepends=True)
        starts = {first_line(node) - 1 for node in tree.body[1:] if not isinstance(node, (ast.Import, ast.ImportFrom))}
        for at in sorted(starts, reverse=True):
            if at and not lines[at][:1].isspace() and ";" not in lines[at - 1]:
                lines[at:at] = ["# moved down\n", "# by two lines\n"]
                edits += 1
        path.write_text("".join(lines), encoding="utf-8")
    return f"{edits} places"


def first_line(node):
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])


def names_at_import(tree):
    """Names that the module itself reads when it is imported: what defines them has to stand before."""
    read = set()

    def visit(node):
        inside = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        body = set(map(id, node.body)) if inside and isinstance(node.body, list) else {id(node.body)} if inside else set()
        if isinstance(node, ast.Name):
            read.add(node.id)
        for child in ast.iter_child_nodes(node):
            if id(child) not in body:
                visit(child)

    visit(tree)
    return read


def move_functions(root, _):
    """Every function that nothing needs at import goes to the end of its file, the last one first."""
    edits = 0
    for path, text, tree in sources(root):
        needed = names_at_import(tree)
        counts = collections.Counter(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
        free = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name not in needed and counts[n.name] == 1]
        lines = text.splitlines(keepends=True)
        if len(free) < 2 or not text.endswith("\n"):
            continue
        moved = []
        for node in reversed(free):
            moved.append("".join(lines[first_line(node) - 1 : node.end_lineno]))
            del lines[first_line(node) - 1 : node.end_lineno]
            edits += 1
        path.write_text("".join(lines) + "".join(f"\n\n{part}" for part in moved), encoding="utf-8")
    return f"{edits} functions"


def rename_modules(root, findings):
    """The modules with the most findings get another name, and every import and text that names them follows."""
    counts = collections.Counter(f["path"] for f in findings if f["path"].endswith(".py"))
    fixed = {"__init__.py", "models.py", "admin.py", "apps.py", "settings.py", "manage.py", "wsgi.py", "config.py", "urls.py"}
    chosen = [root / path for path, _ in counts.most_common() if pathlib.Path(path).name not in fixed][:RENAMED]
    for old in chosen:
        if SKIPPED_FOLDERS & set(old.relative_to(root).parts):
            continue
        new = old.with_name(f"{old.stem}_renamed.py")
        old.rename(new)
        parts = old.relative_to(root).with_suffix("").parts
        for path, text, tree in list(sources(root)):
            changed = imports_follow(text, tree, path.relative_to(root), parts)
            for start in range(len(parts) - 1):
                dotted = ".".join(parts[start:])
                changed = re.sub(rf"(?<![\w.]){re.escape(dotted)}(?!\w)", f"{dotted}_renamed", changed)
            if changed != text:
                path.write_text(changed, encoding="utf-8")
    return f"{len(chosen)} modules"


def imports_follow(text, tree, path, parts):
    """`from .old import x` and `from . import old`, wherever the dots lead to `parts`."""
    lines = text.splitlines(keepends=True)
    name = parts[-1]
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = list(path.parts[:-1])[: len(path.parts) - node.level] if node.level else []
        module = base + (node.module.split(".") if node.module else [])
        span = range(node.lineno - 1, node.end_lineno)
        if node.level and tuple(module) == parts:
            lines[span[0]] = re.sub(rf"\b{name}(\s+import)", rf"{name}_renamed\1", lines[span[0]], count=1)
        elif module and tuple(module) == parts[:-1][-len(module) :] and any(a.name == name for a in node.names):
            if node.level and tuple(module) != parts[:-1]:
                continue
            for at in span:
                head, found, rest = lines[at].rpartition("import") if at == span[0] else ("", "", lines[at])
                if at == span[0] and not found:
                    continue
                lines[at] = head + found + re.sub(rf"(?<![\w.])(?<!as ){name}\b(?! as)", f"{name}_renamed as {name}", rest)
    return "".join(lines)


def reformat(width):
    def run(root, _):
        command = [RUFF, "format", "--isolated", f"--line-length={width}", "--quiet", str(root)]
        if width < 100:
            command[3:3] = ["--config", "format.quote-style='single'"]
        subprocess.run(command, check=False)
        changed = subprocess.run(["git", "-C", str(root), "diff", "--stat", "HEAD"], capture_output=True, text=True).stdout
        return f"{len(changed.splitlines()) - 1} files differ from the commit"

    return run


def plant(root, edits):
    for edit in edits:
        path = root / edit["path"]
        text = path.read_text(encoding="utf-8")
        assert text.count(edit["find"]) == 1, f"{edit['find']!r} stands {text.count(edit['find'])} times in {edit['path']}"
        path.write_text(text.replace(edit["find"], edit["replace"]), encoding="utf-8")


def expect_planted(binary, root, edits):
    before = subprocess.run([binary, str(root), "--changed=HEAD", "--fail-on", "low"], capture_output=True, text=True)
    plant(root, edits)
    code, report = audit(binary, root, "--fail-on", "low")
    new = of_baseline(report, "new")
    for finding in new:
        print(f"  new: {finding['rule']} {finding['path']}:{finding['line']} {finding['message']}")
    changes = [(change["entry"], change.get("before"), change.get("after")) for change in report.get("ledger_diff", [])]
    for entry, was, now in changes:
        print(f"  {entry}: {was} → {now}")
    print(f"  gate before: exit code {before.returncode}; with the flaws: exit code {code}")
    good = sorted(f["rule"] for f in new) == sorted(edit["rule"] for edit in edits if "rule" in edit)
    good &= all(any(entry == edit["entry"] for entry, _, _ in changes) for edit in edits if "entry" in edit)
    return good and before.returncode == 0 and code == 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--tree", type=pathlib.Path, required=True)
    parser.add_argument("--plant", type=pathlib.Path)
    parser.add_argument("--ruff", default="ruff")
    parser.add_argument("--only-plant", action="store_true", help="after the last edit only")
    args = parser.parse_args()
    global RUFF
    RUFF = shutil.which(args.ruff)
    if not args.tree.is_dir():
        skip(f"no tree at {args.tree}")
    if not shutil.which("git") or not RUFF:
        skip("git or ruff is missing")
    good = True
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "tree"
        shutil.copytree(args.tree, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        git(root, "init", "-q")
        git(root, "add", "-A", "-f")
        git(root, "commit", "-qm", "before")
        _, report = audit(args.bin, root, "--fail-on", "never")
        findings = report["findings"]
        print(f"{args.tree}: {len(findings)} findings, shown or not; {len(of_baseline(report, 'new'))} new against itself")
        steps = [
            ("lines shifted", shift_lines),
            ("functions moved", move_functions),
            ("modules renamed", rename_modules),
            ("formatted, 70 columns, single quotes", reformat(70)),
            ("formatted, 140 columns, double quotes", reformat(140)),
        ]
        for name, edit in steps:
            done = edit(root, findings)
            if args.only_plant:
                continue
            _, report = audit(args.bin, root, "--fail-on", "never")
            new, gone = of_baseline(report, "new"), report["baseline"]["gone"]
            print(f"{name} ({done}): {len(new)} new, {len(gone)} gone, {len(report.get('ledger_diff', []))} prices changed")
            for finding in new[:20]:
                print(f"  new: {finding['rule']} {finding['path']}:{finding['line']} {finding['symbol']}")
            for finding in gone[:20]:
                print(f"  gone: {finding['rule']} {finding['path']} {finding['symbol']}")
            good &= not new
        if args.plant:
            git(root, "add", "-A", "-f")
            git(root, "commit", "-qm", "edited")
            print("planted:")
            good &= expect_planted(args.bin, root, json.loads(args.plant.read_text()))
    print("holds" if good else "does not hold")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
