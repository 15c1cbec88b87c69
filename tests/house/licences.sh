#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# licences.sh ROOT: does every file say who wrote it and how it may be used? In a copy without build/ and git's own
# files, so that it is the same with git and without.
set -euo pipefail
command -v reuse >/dev/null || { echo "reuse is not here"; exit 77; }
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cd "$1"
git_here() { git -c safe.directory='*' "$@" 2>/dev/null; }
if [[ $(git_here rev-parse --show-prefix || echo none) == "" ]]; then
    git_here ls-files -z --cached --others --exclude-standard
else
    find . \( -path ./build -o -path ./.git \) -prune -o -type f -print0
fi | while IFS= read -r -d '' file; do
    # A file that git knows may have been deleted.
    if [[ -f $file ]]; then printf '%s\0' "$file"; fi
done | tar --null --files-from=- --create | tar --directory="$copy" --extract
reuse --root "$copy" lint
