import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";

const form = new FormData();
form.set("image", await openAsBlob("photo.jpg"), "photo.jpg");

const answer = await fetch("http://127.0.0.1:8080/rmbg", { method: "POST", body: form });
if (!answer.ok) throw new Error(await answer.text());
await writeFile("cutout.webp", Buffer.from(await answer.arrayBuffer()));
