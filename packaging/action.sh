#!/usr/bin/env bash
# The steps of action.yml, so that they can be run by hand:
#   PERFAUDIT_HOME=/tmp/perfaudit packaging/action.sh build
#   PERFAUDIT_HOME=/tmp/perfaudit PERFAUDIT_PATH=fixtures/racemes packaging/action.sh audit
set -euo pipefail

home=${PERFAUDIT_HOME:?the folder for the program and the reports}
here=$(cd "$(dirname "$0")/.." && pwd)

build() {
    if [ -x "$home/bin/perfaudit" ]; then
        echo "perfaudit comes from the cache"
        return
    fi
    cargo install --locked --path "$here" --root "$home"
}

# Annotations go to the log, the first page to the job's summary; the exit code is that of the gate.
audit() {
    local reports=$home/reports arguments=() status=0
    mkdir -p "$reports"
    # Word splitting is meant: the input is a list of arguments.
    # shellcheck disable=SC2206
    arguments=(${PERFAUDIT_ARGUMENTS:-})
    if [ -n "${PERFAUDIT_CHANGED:-}" ]; then
        arguments+=("--changed=$PERFAUDIT_CHANGED")
    fi
    "$home/bin/perfaudit" "${PERFAUDIT_PATH:-.}" --fail-on "${PERFAUDIT_FAIL_ON:-critical}" --format github \
        -o "$reports/perfaudit.md" -o "$reports/perfaudit.json" -o "sarif=$reports/perfaudit.sarif" \
        "${arguments[@]}" || status=$?
    if [ "$status" -le 1 ]; then
        # `--brief` cuts the same report to its first page.
        "$home/bin/perfaudit" "${PERFAUDIT_PATH:-.}" --fail-on never --brief --quiet --format markdown \
            "${arguments[@]}" >>"${GITHUB_STEP_SUMMARY:-/dev/stderr}"
        {
            echo "report=$reports/perfaudit.md"
            echo "json=$reports/perfaudit.json"
            echo "sarif=$reports/perfaudit.sarif"
        } >>"${GITHUB_OUTPUT:-/dev/stderr}"
    fi
    return "$status"
}

case ${1:-} in
    build | audit) "$1" ;;
    *)
        echo "usage: action.sh build|audit" >&2
        exit 2
        ;;
esac
