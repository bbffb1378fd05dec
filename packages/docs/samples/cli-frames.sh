head -c $((320 * 180 * 3)) /dev/urandom | alphacut b 320 180 --output frame-%05d.png
