export ALPHACUT_API_KEY=YOUR_API_KEY
alphacut i --remote http://127.0.0.1:8080 photo.jpg cutout.webp
