#!/bin/sh
# install.sh [FOLDER]: puts the packaged program, its entry in the menu, its icon and its kind of file in
# place for this user (or under PREFIX for all). Take it away again with "install.sh --remove".
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-$HOME/.local}
name=cloud-migration-planner
home="$prefix/lib/$name"
entry="$prefix/share/applications/$name.desktop"
icon="$prefix/share/icons/hicolor/scalable/apps/$name.svg"
kind="$prefix/share/mime/packages/cloud-migration-plan.xml"

refresh() {
  if command -v update-mime-database >/dev/null; then update-mime-database "$prefix/share/mime" || :; fi
  if command -v update-desktop-database >/dev/null; then update-desktop-database "$prefix/share/applications" || :; fi
}

if [ "${1:-}" = "--remove" ]; then
  rm -rf "$home"
  rm -f "$prefix/bin/$name" "$entry" "$icon" "$kind"
  refresh
  echo "Removed from $prefix."
  exit 0
fi

built=${1:-$here/../../dist/$name}
if [ ! -x "$built/$name" ]; then
  echo "There is no program in $built; build it with: python3 make.py package" >&2
  exit 2
fi
mkdir -p "$prefix/bin" "$prefix/lib" "$(dirname "$entry")" "$(dirname "$icon")" "$(dirname "$kind")"
rm -rf "$home"
cp -R "$built" "$home"
ln -sf "$home/$name" "$prefix/bin/$name"
sed "s|^Exec=.*|Exec=\"$prefix/bin/$name\" %F|" "$here/$name.desktop" >"$entry"
cp "$here/$name.svg" "$icon"
cp "$here/cloud-migration-plan.xml" "$kind"
refresh
echo "Installed in $prefix. Start it from the menu, or with $prefix/bin/$name."
