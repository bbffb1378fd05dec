import time

import requests

server = "http://127.0.0.1:8080"
session = requests.Session()
session.headers["x-api-key"] = "YOUR_API_KEY"

with open("photo.jpg", "rb") as photo:
    files = [("image", ("photo.jpg", photo))]
    answer = session.post(f"{server}/api/jobs", data={"format": "png"}, files=files, timeout=600)
answer.raise_for_status()
job = answer.json()

while job["state"] in ("open", "running"):
    time.sleep(1)
    job = session.get(f"{server}/api/jobs/{job['id']}", timeout=60).json()

for item in session.get(f"{server}/api/jobs/{job['id']}/items", timeout=60).json()["items"]:
    if "error" in item:
        print(item["name"], item["error"]["message"])
    else:
        with open("cutout.png", "wb") as cutout:
            cutout.write(requests.get(item["result"], timeout=60).content)
