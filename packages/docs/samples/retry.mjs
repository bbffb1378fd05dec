import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

async function removeBackground(path) {
  for (let attempt = 1; ; attempt++) {
    const form = new FormData();
    form.set("image", await openAsBlob(path), "photo.jpg");
    const answer = await fetch("http://127.0.0.1:8080/rmbg", { method: "POST", body: form });
    if (answer.ok) return Buffer.from(await answer.arrayBuffer());

    const { error, details = [] } = await answer.json();
    const seconds = Number(answer.headers.get("retry-after"));
    const passes = [429, 503].includes(answer.status) && seconds > 0 && seconds <= 60;
    if (!passes || attempt === 4) {
      const fields = details.map(({ field, message }) => `\n  ${field}: ${message}`).join("");
      throw new Error(`${answer.status} ${error}${fields}`);
    }
    await sleep(seconds * 1000);
  }
}

await writeFile("cutout.webp", await removeBackground("photo.jpg"));
