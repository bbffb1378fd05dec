curl -fsS -H "x-api-key: YOUR_API_KEY" --json '{"url": "https://example.com/hooks", "events": ["job.completed", "job.failed"]}' http://127.0.0.1:8080/api/webhooks
