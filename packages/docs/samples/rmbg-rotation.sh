curl -fsS -F image=@photo.jpg -F angle=20 -F bg_color=darkorange -o rotated.webp http://127.0.0.1:8080/rmbg
