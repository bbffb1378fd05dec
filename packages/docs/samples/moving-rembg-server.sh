# http://localhost:7000/api/remove →
curl -fsS -F file=@photo.jpg -o cutout.png http://127.0.0.1:8080/api/remove
