#!/bin/sh
# Backs up what a running service keeps: Redis (a consistent snapshot, taken while it runs), the configuration, the feedback file.
#   scripts/backup.sh [FILE]        FILE defaults to backup-<time>.tar.gz
# Reads CONFIG_DIR, DATA_DIR and REDIS_URL as the service does. Needs redis-cli (REDIS_CLI names another one) and tar.
set -eu

config_dir=${CONFIG_DIR:-config}
data_dir=${DATA_DIR:-data}
redis_cli=${REDIS_CLI:-redis-cli}
target=${1:-backup-$(date -u +%Y-%m-%dT%H%M%SZ).tar.gz}

fail() { echo "backup: $1" >&2; exit 1; }

command -v "$redis_cli" > /dev/null 2>&1 || fail "there is no $redis_cli; install the package redis-tools, or name one in REDIS_CLI"
[ -d "$config_dir" ] || fail "there is no folder $config_dir; set CONFIG_DIR"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# A snapshot is what a replica would get: complete at one moment, and the service goes on meanwhile.
if [ -n "${REDIS_URL:-}" ]; then
  "$redis_cli" -u "$REDIS_URL" --rdb "$work/dump.rdb" > "$work/log" 2>&1 || fail "Redis at REDIS_URL gave no snapshot: $(tail -n 1 "$work/log")"
else
  socket=${REDIS_SOCKET:-$data_dir/redis/redis.sock}
  [ -S "$socket" ] || fail "no service runs on $data_dir ($socket is missing); start it, or set DATA_DIR or REDIS_URL"
  "$redis_cli" -s "$socket" --rdb "$work/dump.rdb" > "$work/log" 2>&1 || fail "the private Redis gave no snapshot: $(tail -n 1 "$work/log")"
fi
[ -s "$work/dump.rdb" ] || fail "the snapshot is empty: $(tail -n 1 "$work/log")"

mkdir "$work/config"
cp -R "$config_dir/." "$work/config/"
[ ! -f "$data_dir/feedback.jsonl" ] || cp "$data_dir/feedback.jsonl" "$work/"
rm -f "$work/log"

umask 077
tar -czf "$target.part" -C "$work" .
mv "$target.part" "$target"
echo "$target: $(wc -c < "$target" | tr -d ' ') bytes"
