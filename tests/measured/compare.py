"""Compares counted statements with the ledger: a table, and exit code 1 where a complete route is wrong.

    python tests/measured/compare.py PROFILE TREE --bin target/debug/perfaudit [--all]

A route is compared when the app answered it with a page or with a redirect (200 to 399): what a request without the rows
or the form that it needs does is not the plain scenario.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SIZES = ("10", "40")


def ledger(binary, tree):
    output = subprocess.run([binary, "routes", tree, "--format", "json"], capture_output=True, check=True).stdout
    return json.loads(output)["routes"]


def key(rule):
    """One spelling for Flask's, Django's and Starlette's parameters; a prefix that settings fill counts as none."""
    return re.sub(r"<[^>]*>|\{\w+\}", "<>", rule.replace("{}", "")).strip("/")


def compare(counted, routes):
    """`(rule, counts, prices, complete, formula)` of each route that was counted and is in the ledger."""
    priced = {}
    for route in routes:
        # Changelists of Django's admin are listed without the prefix that the project gives the admin.
        if "GET" in (route["methods"] or []) and "admin" not in route["handler"]:
            priced.setdefault(key(route["rule"]), route)
    for rule, seen in counted["routes"].items():
        route = priced.get(key(rule))
        if route and isinstance(seen["status"], int) and seen["status"] < 400:
            plain = route["plain"]
            counts = [seen[n] for n in SIZES]
            prices = [plain["at"].get(n) for n in SIZES]
            yield rule, counts, prices, route["complete"], plain["formula"], route["unknowns"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("profile")
    parser.add_argument("tree")
    parser.add_argument("--counted", help="the name of the counted result, when it is not the profile's")
    parser.add_argument("--bin", default="target/debug/perfaudit")
    parser.add_argument("--all", action="store_true", help="also the routes that are exact")
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.tree).is_dir():
        print(f"skipped: {arguments.tree} is not there")
        return
    counted = json.loads((HERE / "counted" / f"{arguments.counted or arguments.profile}.json").read_text())
    rows = list(compare(counted, ledger(arguments.bin, arguments.tree)))
    exact = wrong = 0
    print("| route | counted at 10 | plain.at 10 | counted at 40 | plain.at 40 | complete |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for rule, counts, prices, complete, formula, unknowns in rows:
        same = counts == prices
        exact += same
        wrong += complete and not same
        if arguments.all or not same:
            said = "yes" if complete else "in part"
            if complete and not same:
                said = "**wrong**"
            print(f"| `{rule}` | {counts[0]} | {prices[0]} | {counts[1]} | {prices[1]} | {said} |")
            if not arguments.all:
                print(f"    {formula}  {unknowns[:2]}")
    complete = sum(row[3] for row in rows)
    print(f"\n{len(rows)} routes compared, {exact} exact, {complete} complete, {wrong} complete and wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
