#!/usr/bin/env python3
"""Validates SARIF logs of perfaudit against the official schema, which is not part of this project.

    python3 tests/sarif.py PROGRAM SCHEMA FOLDER [FOLDER ...]

PROGRAM is the built perfaudit, SCHEMA the file sarif-schema-2.1.0.json of the OASIS repository sarif-spec. Needs the package
jsonschema; without it, or without the schema, it says so and is skipped (exit code 0).
"""
import json
import pathlib
import subprocess
import sys


def main() -> int:
    if len(sys.argv) < 4:
        print(__doc__.strip())
        return 2
    program, schema, folders = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    try:
        import jsonschema
    except ImportError:
        print("skipped: the package jsonschema is not installed")
        return 0
    if not schema.is_file():
        print(f"skipped: no schema at {schema}")
        return 0
    validator = jsonschema.validators.validator_for(json.loads(schema.read_text()))
    validator = validator(json.loads(schema.read_text()), format_checker=jsonschema.FormatChecker())
    failed = 0
    for folder in folders:
        command = [program, folder, "--fail-on", "never", "--quiet", "--format", "sarif"]
        log = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        errors = sorted(validator.iter_errors(log), key=lambda error: list(error.absolute_path))
        print(f"{folder}: {len(log['runs'][0]['results'])} results, {len(errors)} errors")
        for error in errors[:5]:
            print("  ", "/".join(map(str, error.absolute_path)), error.message[:200])
        failed += len(errors)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
