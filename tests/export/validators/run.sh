#!/usr/bin/env bash
# Checks exports with other people's programs, each in an environment of its own; not a part of the test run, for it fetches
# some gigabytes of packages. One command, from the checkout:
#
#     tests/export/validators/run.sh [ARCHIVE] [WORK]
#
# ARCHIVE is an archive folder (default: the demo blog's, made anew), WORK keeps the environments (default /tmp/blogarchive-validators).
# Needs python3.11 or newer, npm, java (for EPUBCheck) and Chromium. Ends with 1 at the first program that finds fault.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
checkout="$(cd "$here/../../.." && pwd)"
work="${2:-/tmp/blogarchive-validators}"
mkdir -p "$work"

# environment NAME PACKAGE…: make it once.
environment() {
    local name="$1"
    shift
    [ -e "$work/$name/made" ] && return
    python3 -m venv "$work/$name"
    "$work/$name/bin/pip" install --quiet "$@"
    touch "$work/$name/made"
}

environment blogarchive "$checkout[parquet,zstd,s3]" "moto[server]" cdxj-indexer
environment frictionless "frictionless[json,pandas,parquet,zip]"
environment mlcroissant "mlcroissant[parquet]" pyarrow
environment datasets datasets
environment datasette datasette
environment wacz wacz
environment pywb pywb "setuptools<80"
environment epubcheck epubcheck
environment replay playwright
[ -e "$work/package/ui.js" ] || (cd "$work" && npm pack --silent replaywebpage && tar xzf replaywebpage-*.tgz)

export PYTHONPATH="$checkout" HF_HOME="$work/hub" HF_HUB_OFFLINE=1
python="$work/blogarchive/bin/python"
archive="${1:-$work/demo}"
if [ $# -eq 0 ]; then
    rm -rf "$archive"
    "$python" -m blogarchive demo -o "$archive"
fi
out="$work/out"
rm -rf "$out"
"$python" -m blogarchive export "$archive" --to jsonl,csv,parquet,sqlite,epub,wacz,cdxj -o "$out"
unset PYTHONPATH

for reader in frictionless mlcroissant datasets datasette; do
    "$work/$reader/bin/python" "$here/tables.py" "$reader" "$out"
done

"$work/wacz/bin/wacz" validate -f "$out"/*.wacz

warcs=$(find "$archive/warc" -name '*.warc.gz' -not -name '*-text-*')
# shellcheck disable=SC2086
diff <("$work/blogarchive/bin/cdxj-indexer" --sort $warcs) "$out"/*.cdxj && echo "cdxj-indexer: the same index"

# pywb loads the WACZ file and finds in it what the index says.
rm -rf "$work/collections" && (cd "$work" && pywb/bin/wb-manager init t && pywb/bin/wb-manager add --unpack-wacz t "$out"/*.wacz) >/dev/null 2>&1
diff <(cut -d' ' -f1,2 "$out"/*.cdxj | sort -u) <(cut -d' ' -f1,2 "$work/collections/t/indexes/index.cdxj" | sort -u) &&
    echo "pywb: the same captures"

java -jar "$work"/epubcheck/lib/python3*/site-packages/epubcheck/epubcheck.jar "$out"/*.epub

"$work/replay/bin/python" "$here/replay.py" "$out"/*.wacz "$work/package"

PYTHONPATH="$checkout" "$python" "$here/s3.py" "$archive" 2>&1 | grep -v 'HTTP/1.1'
