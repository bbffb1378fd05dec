import time

import requests


def remove_background(path, attempts=4):
    for attempt in range(1, attempts + 1):
        with open(path, "rb") as photo:
            answer = requests.post("http://127.0.0.1:8080/rmbg", files={"image": photo}, timeout=60)
        if answer.ok:
            return answer.content
        seconds = int(answer.headers.get("Retry-After", 0))
        passes = answer.status_code in (429, 503) and 0 < seconds <= 60
        if not passes or attempt == attempts:
            break
        time.sleep(seconds)
    problem = answer.json()
    fields = [f"  {detail['field']}: {detail['message']}" for detail in problem.get("details", [])]
    raise RuntimeError("\n".join([f"{answer.status_code} {problem['error']}", *fields]))


with open("cutout.webp", "wb") as cutout:
    cutout.write(remove_background("photo.jpg"))
