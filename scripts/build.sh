# Builds Penstock into a new folder and switches .penstock/current to it, so that the jars of a live server are never
# touched. Sourced by ./penstock, which sets root, jdk and jdk_id and reads build.

. "$root/scripts/ui.sh"
modules=spec,plan,compiler,engine,control,store,runner,artifact,ui,server,cli
started=$SECONDS
worker=''
shown=''

build_penstock() {
  case $root in *:*) die "the path $root contains a colon, which a Java class path cannot hold; move the folder." ;; esac
  mkdir -p "$root/.penstock/build" 2>/dev/null ||
    die "cannot write to $root/.penstock (expected: a folder this user may write to, to build into); correct its owner or copy the sources."
  take_lock
  build=$(cd -P "$root/.penstock/current" 2>/dev/null && pwd) || build=
  if ! is_fresh; then make_build; fi
  release_lock
}

# One build at a time; who comes second waits and finds the work done.
take_lock() {
  local lock=$root/.penstock/lock
  if command -v flock >/dev/null; then
    exec 9>"$lock"
    flock -n 9 && return
    say 'another ./penstock is building; waiting for it'
    flock 9
    return
  fi
  until mkdir "$lock.d" 2>/dev/null; do
    kill -0 "$(cat "$lock.d/pid" 2>/dev/null)" 2>/dev/null || { sleep 1; steal_lock "$lock.d"; }
    sleep 0.5
  done
  echo $$ >"$lock.d/pid"
}

# The owner of a lock may be gone without giving it back; the rename lets only one waiter clear it away.
steal_lock() {
  kill -0 "$(cat "$1/pid" 2>/dev/null)" 2>/dev/null || { mv "$1" "$1.$$" 2>/dev/null && rm -rf "$1.$$"; }
}

release_lock() {
  if command -v flock >/dev/null; then exec 9>&-; else rm -rf "$root/.penstock/lock.d"; fi
}

make_build() {
  local new log=$root/.penstock/build.log
  new=$root/.penstock/build/$(date -u +%Y%m%dT%H%M%SZ)-$$
  trap 'give_up "$new"' INT TERM
  drop_unfinished
  mkdir -p "$new/lib"
  # Taken before the sources are read: what is changed meanwhile is newer.
  : >"$new/stamp"
  printf '%s\n' "$jdk_id" >"$new/jdk"
  [ -n "$build" ] && say 'the sources have changed; building again' || say 'first use: building (a few minutes, once)'
  # Maven copies resources and never removes any; a migration that is gone must not be applied.
  find "$root"/*/target/quick/classes -type f ! -name '*.class' -delete 2>/dev/null || true
  local options=("-Ddist=$new/lib" -pl "$modules")
  if ! { wants_ui "$new" && make_ui "$new"; }; then options+=(-Dui.folder=none); fi
  run_maven "$log" "${options[@]}" || build_failed "$new" "$log"
  write_java_args "$new"
  train "$new"
  switch_to "$new"
  drop_old
  progress "ready after $((SECONDS - started)) s"
  trap - INT TERM
}

# Whether the build is to hold the web UI; if not, the new folder tells what would change that.
wants_ui() {
  local npm
  npm=$(state_of_npm)
  # What is built needs no Node.js any more.
  if [ "$npm" != 'not wanted' ] && ! ui_is_stale; then return 0; fi
  case $npm in */npm) if has_node; then return 0; fi ;; esac
  case $npm in
    no\ npm | */npm) say 'without the web UI, because Node.js 20.19 or newer with npm was not found; all else is built' ;;
  esac
  echo "$npm" >"$1/without-ui"
  return 1
}

# A UI that cannot be built, for want of the network say, keeps nobody from running pipelines.
make_ui() {
  local log=$root/.penstock/ui.log
  if ! ui_is_stale || run_maven "$log" -Dui -pl ui; then return 0; fi
  say "going on without the web UI, which could not be built (all of it is in $log); 'touch ui/package.json' to try again:"
  show_errors "$log"
  state_of_npm >"$1/without-ui"
  return 1
}

run_maven() {
  local log=$1
  shift
  JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow" \
    in_background maven_phase "$log" "$root/mvnw" -f "$root/pom.xml" -B -Dquick "$@" package
}

# Runs a command with its output in a log, and shows meanwhile what the named function makes of that log.
in_background() {
  local describe=$1 log=$2
  shift 2
  : >"$log"
  "$@" >"$log" 2>&1 </dev/null 9>&- &
  worker=$!
  while kill -0 "$worker" 2>/dev/null; do
    progress "$("$describe" "$log")"
    sleep 0.5
  done
  wait "$worker"
}

maven_phase() {
  awk '/Building Penstock/ { sub(/.*Building Penstock /, ""); what = $1 == "ui" ? "building ui" : "building " $1 " " $NF }
    /npm-ci/ { what = "fetching the libraries of the web UI" } /npm-build/ { what = "building the web UI" }
    /Downloaded from/ { n++ } END { print (what ? what : "getting Maven ready") (n ? ", " n " files fetched" : "") }' "$1"
}

# On a terminal one line that changes; elsewhere a line for each new thing.
progress() {
  if [ -t 2 ]; then
    printf '\r\033[K  %3d s  %s' $((SECONDS - started)) "$1" >&2
    case $1 in ready*) printf '\n' >&2 ;; esac
  elif [ "${1%%,*}" != "$shown" ]; then
    printf '  %3d s  %s\n' $((SECONDS - started)) "$1" >&2
    shown=${1%%,*}
  fi
}

write_java_args() {
  local jar path=''
  for jar in "$1"/lib/*.jar; do path=$path${path:+:}$jar; done
  path=${path//\\/\\\\}
  printf '%s\n' -Xlog:disable -Xlog:all=error:stderr -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "\"${path//\"/\\\"}\"" >"$1/java.args"
}

training() { echo 'making the start-up cache'; }

# A training run leaves loaded and linked classes in a cache, which makes later starts two to three times as quick.
train() {
  local limit=()
  if command -v timeout >/dev/null; then limit=(timeout 180); fi
  if in_background training "$1/train.log" ${limit[@]+"${limit[@]}"} "$jdk/bin/java" @"$1/java.args" \
    "-XX:AOTCacheOutput=$1/penstock.aot" penstock.cli.Main train-aot && [ -s "$1/penstock.aot" ]; then
    printf '"-XX:AOTCache=%s"\n' "$1/penstock.aot" >>"$1/java.args"
  else
    rm -f "$1"/penstock.aot*
    say "made no start-up cache, so starts will be slower; why: $1/train.log"
  fi
}

switch_to() {
  local link=$root/.penstock/current
  ln -s "build/${1##*/}" "$link.$$"
  mv -Tf "$link.$$" "$link" 2>/dev/null || { rm -f "$link" && mv "$link.$$" "$link"; }
  build=$1
}

drop_unfinished() {
  local folder
  for folder in "$root"/.penstock/build/*; do [ -f "$folder/java.args" ] || rm -rf "$folder"; done
}

# Keeps the two newest builds, and every build that a process still runs from.
drop_old() {
  local folder running
  running=$(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n') || true
  [ -d /proc/self ] || running=$(ps -Aww -o args=)
  # shellcheck disable=SC2012 # the names are ours: a date and a number
  ls -1 "$root/.penstock/build" | sort -r | tail -n +3 | while read -r folder; do
    case $running in *"/.penstock/build/$folder/"*) ;; *) rm -rf "$root/.penstock/build/$folder" ;; esac
  done
}

build_failed() {
  say "the build failed; all of it is in $2:"
  show_errors "$2"
  if grep -qE 'Could not transfer|Failed to fetch|Could not resolve host' "$2"; then
    say 'Maven Central could not be reached, and a first build fetches about 100 MB from it; a proxy or mirror is set in ~/.m2/settings.xml.'
  fi
  rm -rf "$1"
  exit 2
}

# What a log says went wrong, without what Maven adds each time.
show_errors() {
  grep -E '^\[ERROR\]|npm error|error TS|^curl|^wget' "$1" |
    grep -vE '\[Help|e-run Maven|For more info|After correcting|<args>|ERROR\] *$|npm error *$|To see the full' |
    awk '!seen[$0]++' | head -12 >&2
}

give_up() {
  if [ -n "$worker" ]; then kill "$worker" 2>/dev/null || true; fi
  rm -rf "$1"
  release_lock
  exit 130
}
