import { createClient } from "@alphacut/sdk";

const client = createClient({ baseUrl: "http://127.0.0.1:8080" });
const cancel = new AbortController();

const cutout = client.removeBackground("photo.jpg", { signal: cancel.signal });
cancel.abort();

await cutout.catch((error) => console.log(error.name));
