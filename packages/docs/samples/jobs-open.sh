job=$(curl -fsS -H "x-api-key: YOUR_API_KEY" --json '{"open": true, "recipe": {"format": "png"}}' http://127.0.0.1:8080/api/jobs | jq -r .id)
curl -fsS -H "x-api-key: YOUR_API_KEY" -H "idempotency-key: shelf-1" -F image=@photo.jpg "http://127.0.0.1:8080/api/jobs/$job/items"
curl -fsS -H "x-api-key: YOUR_API_KEY" -X POST "http://127.0.0.1:8080/api/jobs/$job/close"
