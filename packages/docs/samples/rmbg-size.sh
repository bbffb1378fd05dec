curl -fsS -F image=@photo.jpg -F w=200 -F h=200 -o cutout.webp http://127.0.0.1:8080/rmbg
