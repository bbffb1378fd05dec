import requests

url = "http://127.0.0.1:8080/rmbg"  # was: https://api.rembg.com/rmbg

with open("photo.jpg", "rb") as photo:
    answer = requests.post(
        url,
        headers={"x-api-key": "YOUR_API_KEY"},
        files={"image": photo},
        data={"format": "webp", "w": 800, "h": 600, "exact_resize": "false", "mask": "false", "angle": 0},
        timeout=60,
    )

answer.raise_for_status()
with open("output.webp", "wb") as output:
    output.write(answer.content)
