"""Counts the SQL statements of every GET route of a running app, at 10 and at 40 rows per table.

    venv/bin/python tests/measured/count.py PROFILE TREE [--into NAME]      # PROFILE: a file in tests/measured/profiles

Writes tests/measured/counted/NAME.json. Each size is counted in a process of its own; each route on tables that were
filled for it, and on its second request, so that process-wide caches are warm. BEGIN, COMMIT, ROLLBACK and savepoints are
not counted.
"""

import argparse
import importlib
import importlib.util
import json
import pathlib
import platform
import subprocess
import sys
from importlib import metadata

SIZES = (10, 40)
HERE = pathlib.Path(__file__).resolve().parent
VERSIONS = ("SQLAlchemy", "Flask-SQLAlchemy", "Flask", "fastapi", "Django", "djangorestframework", "django-ninja")


def count(name, n, only):
    profile = importlib.import_module(f"profiles.{name}")
    driver = importlib.import_module(f"{profile.KIND}_driver")
    return driver.count(profile, n, only)


def in_process(name, tree, n, only):
    command = [sys.executable, "-B", "-W", "ignore", __file__, name, str(tree), "--size", str(n), "--only", only]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.rsplit("COUNTED", 1)[1])


def versions():
    found = {"Python": platform.python_version()}
    for name in VERSIONS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def lacks(name, tree):
    """Why an app cannot be started here; nothing when it can."""
    if not tree.is_dir():
        return f"{tree} is not there"
    source = (HERE / "profiles" / f"{name}.py").read_text()
    library = "django" if 'KIND = "django"' in source else "sqlalchemy"
    if importlib.util.find_spec(library) is None:
        return f"{sys.executable} does not have {library}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("profile")
    parser.add_argument("tree", type=pathlib.Path)
    parser.add_argument("--size", type=int, help="count one size only, and print it")
    parser.add_argument("--into", help="the name of the result, when it is not the profile's")
    parser.add_argument("--only", default="", help="count the routes that contain this text; the others stay as they are")
    parser.add_argument("--show", action="store_true", help="print the statements, and write nothing")
    arguments = parser.parse_args()
    missing = lacks(arguments.profile, arguments.tree)
    if missing:
        print(f"skipped: {missing}")
        return
    sys.path[:0] = [str(HERE), str(arguments.tree)]
    if arguments.size:
        print("COUNTED" + json.dumps(count(arguments.profile, arguments.size, arguments.only)))
        return
    by_size = {n: in_process(arguments.profile, arguments.tree, n, arguments.only) for n in SIZES}
    if arguments.show:
        for n, routes in by_size.items():
            for rule, seen in routes.items():
                print(f"--- {rule} at {n}: {seen['status']}", *seen["statements"], sep="\n")
        return
    target = HERE / "counted" / f"{arguments.into or arguments.profile}.json"
    routes = json.loads(target.read_text())["routes"] if arguments.only and target.exists() else {}
    for rule, seen in by_size[SIZES[0]].items():
        routes[rule] = {"status": seen["status"]}
        routes[rule].update({str(n): len(by_size[n][rule]["statements"]) for n in SIZES})
    profile = importlib.import_module(f"profiles.{arguments.profile}")
    document = {"source": profile.SOURCE, "versions": versions(), "routes": routes}
    target.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
