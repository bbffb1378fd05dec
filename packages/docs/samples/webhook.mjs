import { verifyWebhook } from "@alphacut/sdk";

const secret = process.env.WEBHOOK_SECRET;

/** For every framework that speaks web requests: Hono, Next.js, Deno … */
export async function POST(request) {
  const event = await verifyWebhook(await request.text(), request.headers, secret);
  if (event.type === "job.completed") console.log(event.data.id, event.data.counts);
  return new Response(null, { status: 204 });
}
