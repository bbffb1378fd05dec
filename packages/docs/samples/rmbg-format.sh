curl -fsS -F image=@photo.jpg -F format=png -o cutout.png http://127.0.0.1:8080/rmbg
