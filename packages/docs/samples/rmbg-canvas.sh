curl -fsS -H "x-api-key: YOUR_API_KEY" -F image=@photo.jpg -F format=jpeg -F canvas=2000x2000 -F padding=5% \
  -F bg_color=white -o listing.jpg http://127.0.0.1:8080/rmbg
