curl -fsS -H "x-api-key: YOUR_API_KEY" "http://127.0.0.1:8080/api/membership-usage?listBillingCycles=1"
