import { openTestDatabase, openTestServerDatabase } from "../../testing/database.ts";
import { newId } from "../index.ts";
import { openJobBench } from "./job-bench.ts";

/*
 * Whether a job of many items stays linear: seconds and memory of each quarter of adding, listing and finishing them.
 *
 *   tools/test-services.sh npm run linear -w packages/platform 20000 [embedded]
 */

const items = Number(process.argv[2] ?? 20_000);
const QUARTERS = 4;
const AT_ONCE = 100;

const serverUrl = process.env.ALPHACUT_TEST_DATABASE_URL;
const isEmbedded = process.argv[3] === "embedded" || serverUrl === undefined;
const bench = await openJobBench(
  isEmbedded ? await openTestDatabase() : await openTestServerDatabase(serverUrl),
);
const uid = await bench.account("Premium-20000");
const asked = { channel: "api" as const, recipe: {}, hasBackground: false, metadata: {}, keepDays: 7 };
const { job } = await bench.jobs.create({ uid, ...asked });
const limits = { items, bytes: 1e12, days: 7 };
console.log(`${items} items, ${isEmbedded ? "embedded" : "PostgreSQL"}`);

await quarters("added", async () => {
  for (let added = 0; added < items / QUARTERS; added += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, () => ({
      id: newId("item"),
      name: "a.jpg",
      url: "https://example.com/a.jpg",
    }));
    await bench.jobs.add({ uid, id: job.id, limits }, batch);
  }
});
await bench.jobs.close(uid, job.id);
let cursor: string | undefined;
await quarters("listed", async () => {
  for (let seen = 0; seen < items / QUARTERS; ) {
    const page = await bench.jobs.items(uid, job.id, { limit: 500, cursor });
    seen += page.items.length;
    cursor = page.next;
  }
});
await quarters("finished", async () => {
  const lane = async (count: number) => {
    for (let done = 0; done < count; done++) {
      const leased = await bench.work.next();
      if (!leased) return;
      await bench.work.reserve(leased);
      await bench.work.store(leased, Buffer.from("result"), { format: "png", width: 1, height: 1 });
      await bench.work.complete(leased);
    }
  };
  await Promise.all(Array.from({ length: 4 }, () => lane(items / QUARTERS / 4)));
});
const { state, counts } = await bench.jobs.find(uid, job.id);
console.log(state, counts);
await bench.close();

async function quarters(what: string, quarter: () => Promise<void>): Promise<void> {
  const seconds: string[] = [];
  for (let number = 0; number < QUARTERS; number++) {
    const start = performance.now();
    await quarter();
    seconds.push(((performance.now() - start) / 1000).toFixed(1));
  }
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2);
  console.log(
    `${what}: ${seconds.join(", ")} s; ${megabytes(heapUsed)} MB of heap, ${megabytes(rss)} MB in all`,
  );
}
