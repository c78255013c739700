import subprocess


def revision():
    return subprocess.check_output(["git", "rev-parse", "HEAD"])  # expect: work-at-import


def date():
    return subprocess.check_output(["git", "show", "-s", "--format=%ci"])
