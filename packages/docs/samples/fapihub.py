import requests

with open("photo.jpg", "rb") as photo:
    answer = requests.post(
        "http://127.0.0.1:8080/v2/rembg/blur/",
        headers={"ApiKey": "YOUR_API_KEY"},
        files={"image": photo},
        data={"radius": 16},
        timeout=60,
    )

if answer.ok:
    with open("blur.png", "wb") as blurred:
        blurred.write(answer.content)
else:
    error = answer.json()["error"]
    raise SystemExit(f"{answer.status_code} {error['code']}: {error['message']}")
