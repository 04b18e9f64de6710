#!/usr/bin/env bash
# Collects N generated objects (1,000,000 unless told) with the demo store in a process of its own, beside the same with 1,000, and prints
# what it took as a table. Too long for the gate; results are committed under benchmarks/results with their date.
#   eng/scale.sh [N] [SIZE]
set -euo pipefail
cd "$(dirname "$0")/.."
objects=${1:-1000000}; size=${2:-1000}
project=samples/ArchiveTransfer.Samples.QuickStart
dotnet build -c Release -v quiet "$project" >/dev/null

run() { dotnet "$project/bin/Release/net10.0/quickstart.dll" --objects "$1" --size "$size" --json "${@:2}" 2>/dev/null; }
row() {
  python3 -c '
import json, sys
result = json.load(sys.stdin)
totals, measured = result["totals"], result["measurements"]
requests = ", ".join(f"{name} {count:,}" for name, count in sorted(measured["requests"].items()))
planned, copied, failed = totals["planned"], totals["copied"], totals["failed"]
seconds, peak, heap = result["elapsed_ms"] / 1000, measured["peak_working_set_bytes"] / 1e6, measured["peak_managed_heap_bytes"] / 1e6
print(f"| {sys.argv[1]} | {planned:,} | {copied:,} | {failed:,} | {seconds:.1f} s | {peak:.1f} MB | {heap:.1f} MB | {requests} |")' "$1"
}

printf 'Date %s, commit %s\n' "$(date -u +%F)" "$(git rev-parse --short HEAD)"
printf 'Machine: %s cores, %s, %s MB memory; .NET %s; kernel %s\n' "$(nproc)" "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(free -m | awk '/^Mem/{print $2}')" "$(dotnet --version)" "$(uname -r)"
printf 'Command: eng/scale.sh %s %s; client and store are two processes of this machine, answers are immediate.\n\n' "$objects" "$size"
printf '| run | objects | copied | failed | time | peak working set | peak managed heap | requests |\n|---|---|---|---|---|---|---|---|\n'
run 1000 --dry-run | row 'plan, 1,000'
run "$objects" --dry-run | row 'plan'
run 1000 | row 'copy, 1,000'
run "$objects" | row 'copy'
