export ALPHACUT_URL=http://127.0.0.1:8080 ALPHACUT_ADMIN_TOKEN=YOUR_ADMIN_TOKEN
alphacut admin users create ada@example.com --email-verified --plan Pro --prepaid-credits 500
alphacut admin keys create ada@example.com --name shop
alphacut admin keys list ada@example.com
alphacut admin users set ada@example.com --plan Ultra
alphacut admin users list example.com
alphacut admin status
