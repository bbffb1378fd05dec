curl -fsS -H "ApiKey: YOUR_API_KEY" -F image=@photo.jpg -o shadow.png \
  --form-string "shadow_color=(0, 0, 0, 153)" --form-string "offset=(18, 18)" -F blur_radius=24 \
  http://127.0.0.1:8080/v2/rembg/shadow/
