curl -fsS -F image=@photo.jpg -o cutout.webp http://127.0.0.1:8080/rmbg
