curl -fsS -F image=@photo.jpg -F mask=true -F format=png -o mask.png http://127.0.0.1:8080/rmbg
