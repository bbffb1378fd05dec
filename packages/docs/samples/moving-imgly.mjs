import { writeFile } from "node:fs/promises";
// import { removeBackground } from "@imgly/background-removal-node";
import { removeBackground } from "@alphacut/engine/imgly";

const blob = await removeBackground("photo.jpg", { output: { format: "image/webp", quality: 0.9 } });
await writeFile("cutout.webp", Buffer.from(await blob.arrayBuffer()));
