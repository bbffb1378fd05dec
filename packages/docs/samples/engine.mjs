import { readFile, writeFile } from "node:fs/promises";
import { createEngine } from "@alphacut/engine";

const engine = createEngine({ modelsDir: "models" });
await engine.ready();

const photo = await readFile("photo.jpg");
const { data, width, height, timings } = await engine.cutout(photo, {
  format: "webp",
  background: { kind: "blur", radius: 12 },
  shadow: { color: { r: 0, g: 0, b: 0, alpha: 0.5 }, offset: { x: 10, y: 10 }, blurRadius: 20 },
});
await writeFile("cutout.webp", data);
console.log(`${width} × ${height} pixels`, timings);

await engine.close();
