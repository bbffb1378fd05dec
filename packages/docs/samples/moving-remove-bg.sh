# https://api.remove.bg/v1.0/removebg →
curl -fsS -H "X-Api-Key: YOUR_API_KEY" -F image_file=@photo.jpg -F size=auto -F bg_color=ff8c00 -o color.jpg \
  http://127.0.0.1:8080/v1.0/removebg
