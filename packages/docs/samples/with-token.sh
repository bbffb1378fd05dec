TOKEN=$(curl -fsS -D - -o sign-in.json http://127.0.0.1:8080/api/auth/sign-in/email \
  -H "Content-Type: application/json" \
  -d '{"email": "YOUR_EMAIL", "password": "YOUR_PASSWORD"}' |
  tr -d '\r' | sed -n 's/^set-auth-token: //p')

curl -fsS -H "Authorization: Bearer $TOKEN" -F image=@photo.jpg -o cutout.webp http://127.0.0.1:8080/rmbg
