# What ./penstock and ./dev know of the web UI. Sourced by both, which set root.

# Whether the Node.js here can build the UI.
has_node() {
  command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

# Whether ui/dist is missing or older than what it is made from.
ui_is_stale() {
  local made=$root/ui/dist/index.html
  [ ! -f "$made" ] || [ -n "$(find "$root/ui/src" "$root/ui/public" "$root"/ui/*.* ! -name '*.tsbuildinfo' \
    -cnewer "$made" 2>/dev/null)" ]
}
