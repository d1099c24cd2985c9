#!/bin/sh
# Supervises one attempt on a machine without Python. The files are the spawner's (PROTOCOL.md), the promises fewer: no private view, no warm
# start; what leaves the step's process group is not found; whether a signal ended the step is told by an exit code above 128.
#
#   shim.sh run  FOLDER LOG_BYTES TIMEOUT_SECONDS GRACE_SECONDS     0 seconds: no timeout
#   shim.sh stop FOLDER GRACE_SECONDS
set -u
verb=$1 attempt=${2##*/}
cd "$2" || exit 1

claim() {
  set -C
  { printf '{"attempt":"%s","pid":%d}\n' "$attempt" $$ > claim; } 2>/dev/null || return 1
  set +C
}

now() { printf '%s000' "$(date +%s)"; }

# $1: members of the exit file after the attempt
finish() {
  [ -e stopped ] && set -- "$1,\"stopped_by\":\"a request\""
  [ -e timed-out ] && set -- "$1,\"timed_out\":true"
  printf '{"attempt":"%s",%s,"finished_at":%s}' "$attempt" "$1" "$(now)" > exit.tmp && mv exit.tmp exit
}

# $1: seconds between asking and ending
end_step() {
  group=$(cat group 2>/dev/null) || return 0
  kill -TERM "-$group" 2>/dev/null
  sleep "$1"
  [ -e exit ] || kill -KILL "-$group" 2>/dev/null
}

keep_log() {
  head -c "$1" > log
  dropped=$(wc -c)
  [ "$dropped" -eq 0 ] || printf '\n[penstock: more than %d bytes of output; the rest is left out]\n' "$1" >> log
}

if [ "$verb" = stop ]; then
  : > stopped
  if claim; then
    finish '"problem":{"stage":"stopped","what":"stopped before it started"}'
  else
    end_step "$3"
  fi
  exit 0
fi

claim || exit 0
started=$(now)
trap '' HUP # the terminal that the server was started from may go
trap : INT TERM
mkfifo pipe || { finish '"problem":{"stage":"fork","what":"no pipe could be made"}'; exit 1; }
keep_log "$3" < pipe &
pump=$!
# A process group of its own for the step. Without setsid, a shell that does job control (as that of macOS) makes one.
if command -v setsid > /dev/null; then
  setsid sh ./command.sh < /dev/null > pipe 2>&1 &
else
  set -m
  sh ./command.sh < /dev/null > pipe 2>&1 &
fi
step=$!
set +m
echo "$step" > group
timer=
if [ "$4" -gt 0 ]; then
  { sleep "$4"; [ -e exit ] || { : > timed-out; end_step "$5"; }; } &
  timer=$!
fi
[ -e stopped ] && kill -KILL "-$step" 2>/dev/null
while :; do
  wait "$step"
  code=$?
  kill -0 "$step" 2>/dev/null || break # else a signal woke us
done
kill -KILL "-$step" 2>/dev/null
{ sleep 2; kill "$pump" 2>/dev/null; } & # a stray may hold the pipe open
reaper=$!
wait "$pump"
finish "\"code\":$code,\"started_at\":$started"
kill "$reaper" $timer 2>/dev/null
rm -f pipe
