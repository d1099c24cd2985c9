# Finds a JDK 25, also where the default java is older. Sourced by ./penstock and ./dev; starts no process on the usual path.

# Sets jdk to the folder and jdk_id to folder and version, or fails.
find_jdk() {
  local candidate
  jdk='' jdk_id=''
  if [ -n "${PENSTOCK_JAVA_HOME:-}" ]; then
    is_jdk "$PENSTOCK_JAVA_HOME"
    return
  fi
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk@25; do
    if is_jdk "$candidate"; then return 0; fi
  done
  if [ -x /usr/libexec/java_home ] && candidate=$(/usr/libexec/java_home -v 25 2>/dev/null); then
    if is_jdk "$candidate"; then return 0; fi
  fi
  candidate=$(readlink -f "$(command -v javac)" 2>/dev/null) && is_jdk "${candidate%/bin/javac}"
}

# A JDK tells its version in the file "release"; asking the program would cost 50 ms.
is_jdk() {
  local line
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_RUNTIME_VERSION=\"25[.+\"-]* | JAVA_VERSION=\"25[.\"-]*)
        jdk=$1
        jdk_id="$1 ${line#*=}"
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

# One sentence: what is missing and the command that brings it.
explain_jdk() {
  if [ -n "${PENSTOCK_JAVA_HOME:-}" ]; then
    echo "PENSTOCK_JAVA_HOME is $PENSTOCK_JAVA_HOME, which is not a JDK 25 (expected: a folder with bin/javac and a file" \
      "'release' that says JAVA_VERSION=\"25…\"); correct it, or unset it to let one be found."
    return
  fi
  local how='install one from https://adoptium.net/temurin/releases/?version=25'
  if command -v apt-get >/dev/null; then
    if apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
      how="run 'apt-get install openjdk-25-jdk-headless'"
    elif apt-cache show temurin-25-jdk >/dev/null 2>&1; then
      how="run 'apt-get install temurin-25-jdk'"
    else
      how="add Adoptium's package source (https://adoptium.net/installation/linux) and run 'apt-get install temurin-25-jdk'"
    fi
  elif command -v dnf >/dev/null; then
    how="run 'dnf install java-25-openjdk-devel'"
  elif command -v brew >/dev/null; then
    how="run 'brew install openjdk@25'"
  fi
  echo "Penstock needs a JDK 25 and found none; $how, or set PENSTOCK_JAVA_HOME to the folder of one."
}
