import { writeFile } from "node:fs/promises";
import { createClient } from "@alphacut/sdk";

const client = createClient({ baseUrl: "http://127.0.0.1:8080", apiKey: "YOUR_API_KEY", timeoutMs: 60_000 });

const { blob, width, height, creditsRemaining } = await client.removeBackground("photo.jpg", {
  format: "png",
});
await writeFile("cutout.png", blob.stream());
console.log(`${width} × ${height} pixels, ${creditsRemaining} credits left`);

const blurred = await client.fapihub.blur("photo.jpg", { radius: 16 });
await writeFile("blur.png", blurred.blob.stream());

const usage = await client.membershipUsage({ billingCycle: true });
console.log(usage.billingCycle.remainingIncludedCredits, "of", usage.credits, "included credits left");
