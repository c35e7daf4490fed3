#!/usr/bin/env bash
# LibreOffice Writer and Calc and GNU gettext, for the tests that ask them for a second opinion: installed through apt
# where that is possible without a question (root, or sudo that asks for no password), otherwise a line says what to do.
# Never fails: tests that need it are skipped with a line where it is missing (and fail under CI=true).
set -euo pipefail

packages=(gettext poppler-utils fonts-crosextra-carlito fonts-liberation)
# A LibreOffice that is there stays: the one without windows would push the one with windows out.
command -v soffice >/dev/null || packages+=(libreoffice-writer-nogui)
if ! command -v soffice >/dev/null || dpkg-query -W libreoffice-core-nogui >/dev/null 2>&1; then
  packages+=(libreoffice-calc-nogui python3-uno)
fi

missing=()
for package in "${packages[@]}"; do
  if command -v dpkg-query >/dev/null && ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
    missing+=("$package")
  fi
done
if command -v soffice >/dev/null && [ "${#missing[@]}" -eq 0 ]; then exit 0; fi

if ! command -v apt-get >/dev/null; then
  command -v soffice >/dev/null || echo "LibreOffice is not here; its tests are skipped until it is installed." >&2
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "To run every test: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 0
  fi
fi

echo "Installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get install -y -qq --no-remove --no-install-recommends "${missing[@]}")
"${install[@]}" >/dev/null 2>&1 || { "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 && "${install[@]}" >/dev/null; } ||
  echo "apt-get could not install ${missing[*]}; the tests that need them are skipped." >&2
