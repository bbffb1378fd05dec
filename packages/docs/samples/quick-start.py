import requests

with open("photo.jpg", "rb") as photo:
    answer = requests.post("http://127.0.0.1:8080/rmbg", files={"image": photo}, timeout=60)

answer.raise_for_status()
with open("cutout.webp", "wb") as cutout:
    cutout.write(answer.content)
