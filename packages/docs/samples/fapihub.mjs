import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";

const form = new FormData();
form.set("image", await openAsBlob("photo.jpg"), "photo.jpg");
form.set("radius", "16");

const answer = await fetch("http://127.0.0.1:8080/v2/rembg/blur/", {
  method: "POST",
  headers: { ApiKey: "YOUR_API_KEY" },
  body: form,
});
if (!answer.ok) throw new Error(await answer.text());
await writeFile("blur.png", Buffer.from(await answer.arrayBuffer()));
