#!/bin/sh
# Puts a backup back into an empty data folder, as the private Redis of a service that does not run.
#   scripts/restore.sh FILE [CONFIG_TARGET]
# CONFIG_TARGET: a new folder for the configuration of the backup; without it only Redis and the feedback file are restored.
# Reads DATA_DIR as the service does. Needs redis-server and redis-cli (REDIS_SERVER and REDIS_CLI name others).
set -eu

if [ $# -lt 1 ]; then
  echo 'usage: scripts/restore.sh FILE [CONFIG_TARGET]' >&2
  exit 2
fi
file=$1
config_target=${2:-}
data_dir=${DATA_DIR:-data}
redis_server=${REDIS_SERVER:-redis-server}
redis_cli=${REDIS_CLI:-redis-cli}

fail() { echo "restore: $1" >&2; exit 1; }

[ -f "$file" ] || fail "there is no file $file"
for program in "$redis_server" "$redis_cli"; do
  command -v "$program" > /dev/null 2>&1 || fail "there is no $program; install the packages redis-server and redis-tools"
done
[ ! -e "$data_dir/redis" ] || fail "$data_dir/redis is there already; stop the service and move it away first, for example: mv $data_dir/redis $data_dir/redis-before"
[ -z "$config_target" ] || [ ! -e "$config_target" ] || fail "$config_target is there already; name a new folder"

work=$(mktemp -d)
finish() {
  [ ! -S "$work/redis.sock" ] || "$redis_cli" -s "$work/redis.sock" shutdown nosave > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT INT TERM
tar -xzf "$file" -C "$work"
[ -s "$work/dump.rdb" ] || fail "$file holds no dump.rdb; it is no backup of scripts/backup.sh"

# Redis reads the snapshot, then writes it as the append-only file that the service starts from.
"$redis_server" --port 0 --unixsocket "$work/redis.sock" --dir "$work" --dbfilename dump.rdb --save "" --appendonly no \
  --daemonize yes --logfile "$work/redis.log" > /dev/null
ask() { "$redis_cli" -s "$work/redis.sock" "$@"; }
tries=0
until [ "$(ask ping 2> /dev/null)" = PONG ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || fail "Redis did not read the snapshot: $(tail -n 1 "$work/redis.log")"
  sleep 0.1
done
ask config set appendonly yes > /dev/null
tries=0
until ask info persistence | grep -q "aof_rewrite_in_progress:0" && ask info persistence | grep -q "aof_rewrite_scheduled:0"; do
  tries=$((tries + 1))
  [ "$tries" -lt 3000 ] || fail "the append-only file was not written: $(tail -n 1 "$work/redis.log")"
  sleep 0.1
done
ask info persistence | grep -q "aof_last_bgrewrite_status:ok" || fail "the append-only file was not written: $(tail -n 1 "$work/redis.log")"
keys=$(ask dbsize)
ask shutdown > /dev/null 2>&1 || true
tries=0
while [ -S "$work/redis.sock" ] && [ "$tries" -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done

mkdir -p "$data_dir/redis"
chmod 700 "$data_dir/redis"
cp -R "$work/appendonlydir" "$data_dir/redis/"
[ ! -f "$work/feedback.jsonl" ] || [ -e "$data_dir/feedback.jsonl" ] || cp "$work/feedback.jsonl" "$data_dir/"
if [ -n "$config_target" ]; then cp -R "$work/config" "$config_target"; fi
echo "$data_dir: $keys keys restored; start the service"
