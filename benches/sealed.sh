#!/bin/sh
# Shows that an audit opens no network and starts no program, and writes nowhere but where it was told to.
#
#     benches/sealed.sh target/release/perfaudit REPOSITORY
#
# Each proof says why it was skipped where the machine lacks what it needs. Exit code 1 when a proof fails.
set -u
binary=$1
tree=$2
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { printf '%s: %s\n' "$1" "$2"; }
audit="$binary audit $tree --format json --fail-on never --no-baseline"

$audit --no-cache > "$work/plain.json" 2> "$work/plain.err" || { say audit "failed: $(cat "$work/plain.err")"; exit 1; }

# 1. In a namespace without any network the report is the same.
if unshare --user --map-root-user --net true 2> "$work/why"; then
    unshare --user --map-root-user --net $audit --no-cache > "$work/sealed.json" 2> /dev/null
    if cmp -s "$work/plain.json" "$work/sealed.json"; then
        say "without network" "the same report"
    else
        say "without network" "FAILED: another report"; failed=1
    fi
else
    say "without network" "skipped: $(head -1 "$work/why")"
fi

# 2. Not one system call of the network, no program started, no file opened for writing but those of the cache folder.
if command -v strace > /dev/null && strace -f -o /dev/null true 2> "$work/why"; then
    strace -f -qq -e trace=%network,execve,execveat,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat,link,linkat,truncate \
        -o "$work/calls" $audit --cache-dir "$work/cache" > /dev/null 2>&1
    network=$(grep -cE ' (socket|connect|bind|listen|accept4?|sendto|sendmsg|recvfrom|recvmsg)\(' "$work/calls")
    # The first execve is perfaudit itself. In a checkout git says which commit it is: plumbing, which runs nothing of the tree.
    programs=$(grep -E ' execve(at)?\(' "$work/calls" | grep -v ' = -1 ' | tail -n +2 | grep -vcE 'execve\("[^"]*/git"')
    grep -E 'O_WRONLY|O_RDWR|O_CREAT| (creat|rename|renameat|renameat2|unlink|unlinkat|mkdir|mkdirat|symlink|symlinkat|link|linkat|truncate)\(' "$work/calls" |
        grep -vF -e "$work/cache" -e '"/dev/null"' > "$work/writes"
    writes=$(wc -l < "$work/writes")
    say "network calls" "$network"
    say "programs started" "$programs"
    say "changes outside of the cache folder" "$writes"
    head -5 "$work/writes"
    [ "$network" -eq 0 ] && [ "$programs" -eq 0 ] && [ "$writes" -eq 0 ] || failed=1
else
    say "system calls" "skipped: strace is missing or may not trace here: $(head -1 "$work/why" 2> /dev/null)"
fi
exit $failed
