import { mkdir } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchAdmission } from "./admission.ts";
import { tryOutage } from "./fleet/outage.ts";
import { benchQueueCost } from "./fleet/queue-cost.ts";
import { benchFleet } from "./fleet/service-times.ts";
import { benchTwoWorkers } from "./fleet/two-workers.ts";
import { benchFolder } from "./folder.ts";
import { benchHuge, benchMemory, benchSecondEffect, benchThroughput } from "./load.ts";
import { benchSpeed } from "./speed.ts";

const { values } = parseArgs({
  options: {
    only: {
      type: "string",
      default: "speed,throughput,effects,folder,huge,memory,admission,queue,workers,fleet",
    },
    rounds: { type: "string", default: "7" },
    "peer-rounds": { type: "string", default: "1" },
    against: { type: "string" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});

const modelsDir = fileURLToPath(new URL("../out/models", import.meta.url));
await mkdir(modelsDir, { recursive: true });
const threads = Number(values.threads);
const wanted = values.only.split(",");
console.log(`${cpus()[0]?.model}, ${cpus().length} cores, ${threads} model threads, Node ${process.version}`);

if (wanted.includes("speed")) {
  await benchSpeed({
    modelsDir,
    threads,
    against: values.against,
    rounds: Number(values.rounds),
    peerRounds: Number(values["peer-rounds"]),
  });
}
if (wanted.includes("throughput")) await benchThroughput({ modelsDir, threads });
if (wanted.includes("effects")) await benchSecondEffect({ modelsDir, threads });
if (wanted.includes("folder")) await benchFolder({ modelsDir, threads });
if (wanted.includes("huge")) await benchHuge({ modelsDir, threads });
if (wanted.includes("memory")) await benchMemory({ modelsDir, threads }, values.against);
if (wanted.includes("admission")) {
  const { ALPHACUT_TEST_DATABASE_URL: databaseUrl, ALPHACUT_TEST_REDIS_URL: redisUrl } = process.env;
  await benchAdmission({ databaseUrl, redisUrl });
}
if (wanted.includes("queue")) await benchQueueCost({ modelsDir, threads, rounds: 5 * Number(values.rounds) });
if (wanted.includes("workers")) await benchTwoWorkers({ modelsDir, rounds: Number(values.rounds) });
if (wanted.includes("fleet")) await benchFleet({ modelsDir, rounds: Number(values.rounds) });
// It proves instead of measuring, so it runs when it is asked for.
if (wanted.includes("outage")) await tryOutage();
