curl -fsS -H "ApiKey: YOUR_API_KEY" -F image=@photo.jpg -o mask.png http://127.0.0.1:8080/v2/rembg/mask/
