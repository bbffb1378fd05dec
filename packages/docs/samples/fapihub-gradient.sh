curl -fsS -H "ApiKey: YOUR_API_KEY" -F image=@photo.jpg -o gradient.png \
  --form-string "top_color=(255, 140, 0)" --form-string "bottom_color=(229, 46, 113)" \
  http://127.0.0.1:8080/v2/rembg/gradient/
