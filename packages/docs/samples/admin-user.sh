curl -fsS -H "Authorization: Bearer YOUR_ADMIN_TOKEN" -H "Content-Type: application/json" \
  -d '{"email": "grace@example.com", "emailVerified": true, "plan": "Pro", "prepaidCredits": 500}' \
  http://127.0.0.1:8080/api/admin/users
