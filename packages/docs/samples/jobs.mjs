import { writeFile } from "node:fs/promises";
import { createClient } from "@alphacut/sdk";

const client = createClient({ baseUrl: "http://127.0.0.1:8080", apiKey: "YOUR_API_KEY" });

const { id } = await client.jobs.create({ recipe: { format: "png" }, open: true });
await client.jobs.add(id, ["photo.jpg"]);
await client.jobs.close(id);

for await (const item of client.jobs.results(id)) {
  if (item.error) console.error(item.name, item.error.message);
  else await writeFile("cutout.png", (await item.download()).stream());
}
