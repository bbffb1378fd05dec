export ALPHACUT_URL=http://127.0.0.1:8080 ALPHACUT_ADMIN_TOKEN=YOUR_ADMIN_TOKEN
head -c 18 /dev/urandom | base64 | tee password.txt |
  alphacut admin users create you@example.com --email-verified --role admin --password-stdin
