#!/bin/sh
# deb.sh [FOLDER]: makes a Debian package of the packaged program beside it: program, entry in the menu,
# icon, kind of file, manual page and completion. Needs dpkg-deb; installs nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
name=cloud-migration-planner
built=${1:-$here/../../dist/$name}
if [ ! -x "$built/$name" ]; then
  echo "There is no program in $built; build it with: python3 make.py package" >&2
  exit 2
fi
built=$(cd "$built" && pwd)
version=$("$built/$name" --version)
architecture=$(dpkg --print-architecture)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
chmod 755 "$stage"
share="$stage/usr/share"
mkdir -p "$stage/DEBIAN" "$stage/usr/bin" "$stage/usr/lib" "$share/applications" "$share/mime/packages" \
  "$share/icons/hicolor/scalable/apps" "$share/doc/$name" "$share/man/man1" \
  "$share/bash-completion/completions"
cp -R "$built" "$stage/usr/lib/$name"
ln -s "../lib/$name/$name" "$stage/usr/bin/$name"
cp "$here/$name.desktop" "$share/applications/"
cp "$here/$name.svg" "$share/icons/hicolor/scalable/apps/"
cp "$here/cloud-migration-plan.xml" "$share/mime/packages/"
cat "$here/../../LICENSE" "$here/../../THIRD_PARTY_NOTICES.md" >"$share/doc/$name/copyright"
"$built/$name" --print-completion bash >"$share/bash-completion/completions/$name"
if [ -f "$here/../../build/$name.1" ]; then gzip -9nc "$here/../../build/$name.1" >"$share/man/man1/$name.1.gz"; fi
cat >"$stage/DEBIAN/control" <<CONTROL
Package: $name
Version: $version
Architecture: $architecture
Maintainer: The cloud migration planner's maintainers <maintainers@example.org>
Installed-Size: $(du -sk "$stage/usr" | cut -f1)
Depends: libc6 (>= $(getconf GNU_LIBC_VERSION | cut -d" " -f2)), libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0
Recommends: libxcb-cursor0, libxkbcommon-x11-0, shared-mime-info, desktop-file-utils
Section: misc
Priority: optional
Description: plans cloud migrations from an application inventory
 Reads an inventory from a spreadsheet, scores every workload, places it, schedules
 waves, proves and explains the plan, and writes a roadmap. Works offline.
CONTROL
package="$(dirname "$built")/${name}_${version}_${architecture}.deb"
dpkg-deb --root-owner-group -Zgzip --build "$stage" "$package" >/dev/null
echo "$package"
