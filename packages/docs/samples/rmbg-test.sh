curl -fsS -F image=@photo.jpg -F test=true -o test.webp http://127.0.0.1:8080/rmbg
