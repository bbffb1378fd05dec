curl -fsS -H "x-api-key: YOUR_API_KEY" -F format=png -F image=@photo.jpg -F image=@photo.jpg http://127.0.0.1:8080/api/jobs
