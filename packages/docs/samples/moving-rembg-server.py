import requests

with open("photo.jpg", "rb") as photo:
    answer = requests.post(
        "http://127.0.0.1:8080/api/remove",  # was: http://localhost:7000/api/remove
        files={"file": photo},
        data={"bgc": "255,255,255,255"},
    )
answer.raise_for_status()
with open("white.png", "wb") as cutout:
    cutout.write(answer.content)
