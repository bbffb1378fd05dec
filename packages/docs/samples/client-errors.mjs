import { ConnectionError, createClient, ResponseError, TimeoutError } from "@alphacut/sdk";

const client = createClient({ baseUrl: "http://127.0.0.1:8080", apiKey: "YOUR_API_KEY" });

try {
  await client.removeBackground("photo.jpg", { w: 20_000, angle: 500 });
} catch (error) {
  if (error instanceof ResponseError) {
    console.error(error.status, error.reason, error.details, error.requestId);
  } else if (error instanceof TimeoutError || error instanceof ConnectionError) {
    console.error("No answer:", error.message);
  } else {
    throw error;
  }
}
