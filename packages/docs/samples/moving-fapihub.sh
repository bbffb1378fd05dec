# https://fapihub.com/v2/rembg/color/ →
curl -fsS -H "ApiKey: YOUR_API_KEY" -F image=@photo.jpg --form-string "bgcolor=(255, 140, 0, 255)" -o color.png \
  http://127.0.0.1:8080/v2/rembg/color/
