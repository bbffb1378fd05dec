curl -fsS -F image=@photo.jpg -F bg_color=darkorange -F format=jpeg -o orange.jpg http://127.0.0.1:8080/rmbg
