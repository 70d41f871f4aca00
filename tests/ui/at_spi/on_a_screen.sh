#!/usr/bin/env bash
# A screen and a bus of their own: the window on them, and a reader that asks over AT-SPI.
set -e
ours=$1 theirs=$2
here=$(dirname "$0")
exec 3< <(exec Xvfb -displayfd 1 -screen 0 1280x800x24 2>/dev/null)
screen=$!
trap 'kill $screen 2>/dev/null' EXIT
read -r number <&3
export DISPLAY=:$number QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
dbus-run-session -- bash -c '
    /usr/libexec/at-spi-bus-launcher --launch-immediately 2>/dev/null &
    bus=$!
    "$1" -m tests.ui.at_spi.shown & shown=$!
    "$2" "$3/reader.py" || true
    wait $shown || echo "shown: ended with $?"
    kill $bus 2>/dev/null
' _ "$ours" "$theirs" "$here"
