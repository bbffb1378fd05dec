ffmpeg -i in.mp4 -f rawvideo -pix_fmt rgb24 - |
  alphacut b 1280 720 --smooth |
  ffmpeg -f rawvideo -pix_fmt rgba -s 1280x720 -framerate 25 -i - -c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le out.mov
