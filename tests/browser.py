#!/usr/bin/env python3
"""Opens the HTML page in a real browser, without a network: sorts a table, filters findings, looks for what overflows.

    tests/browser.py --bin target/release/perfaudit [--pictures DIR] [PATH ...]

Needs Python's `playwright` (no browser download: a chromium of the system is driven) and `chromium` on the path; says so and
exits 0 when one is missing.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

SIZES = [(1280, 900), (390, 844)]
SCHEMES = ["light", "dark"]


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


def numbers(page, table, column):
    cells = page.locator(f"{table} tbody tr td:nth-child({column})").all_inner_texts()
    return [int(text.replace(",", "").split()[0]) for text in cells if text.strip()[:1].isdigit()]


def check(page, url, pictures, name):
    page.goto(url)
    entries = page.locator(".finding").count()
    assert page.locator(".finding:visible").count() == entries
    for severity in ["critical", "high", "medium", "low", "info"]:
        box = page.locator(f"form.filter [name=severity][value={severity}]")
        if box.count() == 0:
            continue
        of_level = page.locator(f".finding[data-severity={severity}]").count()
        assert of_level > 0, f"a filter for {severity} without entries"
        box.uncheck()
        assert page.locator(".finding:visible").count() == entries - of_level
        box.check()
    if entries:
        rule = page.locator(".finding").first.get_attribute("data-rule")
        page.fill("form.filter [name=text]", rule)
        left = page.locator(".finding:visible")
        assert 0 < left.count() <= entries
        assert all(rule in text for text in left.all_inner_texts())
        page.fill("form.filter [name=text]", "")
        page.goto(url + "#" + page.locator(".finding").last.get_attribute("id"))
        assert page.locator(".finding").last.locator("details").get_attribute("open") is not None
        page.goto(url)
    table = "#rules table"
    head = page.locator(f"{table} th", has_text="findings").locator("button")
    head.click()
    up = numbers(page, table, 5)
    head.click()
    down = numbers(page, table, 5)
    assert up == sorted(up) and down == sorted(down, reverse=True), "the table is sorted by its numbers"
    assert len(up) == len(down) > 3
    page.goto(url)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{name}: the page is {width} px wider than the screen"
    if pictures:
        page.screenshot(path=str(pictures / f"{name}.png"), full_page=False)
    return entries


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--pictures", type=pathlib.Path)
    parser.add_argument("paths", nargs="*", default=["fixtures/racemes"])
    args = parser.parse_args()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip("Python has no playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        skip("no chromium on the path")
    if args.pictures:
        args.pictures.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in args.paths:
            name = pathlib.Path(path).resolve().name
            report = pathlib.Path(folder) / f"{name}.html"
            subprocess.run([args.bin, path, "--fail-on", "never", "-q", "-o", str(report)], check=True, stdout=subprocess.DEVNULL)
            for scheme in SCHEMES:
                for width, height in SIZES:
                    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
                    entries = check(context.new_page(), report.as_uri(), args.pictures, f"{name}-{scheme}-{width}")
                    context.close()
            print(f"{path}: {entries} entries; sorting, filters, links and widths hold at {SIZES} in {SCHEMES}")
        browser.close()


if __name__ == "__main__":
    main()
