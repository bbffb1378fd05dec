import type { Platform } from "@alphacut/platform";
import { z } from "zod";
import type { CutoutEngine } from "../cutout/engine.ts";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import type { RecentErrors } from "../operations/recent-errors.ts";
import { type Dependency, stateOf } from "../operations/routes.ts";
import type { Announcement } from "../queue/roster.ts";

export interface StatusServices {
  /** Of the product. */
  version: string;
  engine: CutoutEngine;
  /** The database, and Redis where it is used. */
  dependencies: readonly Dependency[];
  recentErrors: RecentErrors;
  setUp: SetUp;
  /** The workers that are alive; absent where the models run in this process. */
  workers?: (() => readonly Announcement[]) | undefined;
}

/** What the operator has set up, and what is left at its default. */
export type SetUp = z.output<typeof setUp>;

const setUp = z.object({
  database: z.enum(["embedded", "postgresql"]),
  redis: z.boolean(),
  mail: z.boolean().describe("`SMTP_URL`; without it mails are written into files"),
  billing: z.boolean().describe("`STRIPE_SECRET_KEY` and `STRIPE_WEBHOOK_SECRET`"),
  plans: z.boolean().describe("`ALPHACUT_PLANS`: a catalog of the operator's own"),
  files: z.enum(["folder", "s3", "off"]).describe("Where jobs keep their files"),
  signIn: z.array(z.enum(["google", "github"])).describe("Beside e-mail and password"),
  adminToken: z.boolean(),
  https: z.boolean().describe("`PUBLIC_URL` is https"),
  links: z.boolean().describe("Terms, privacy and imprint are all linked"),
});

const status = z
  .object({
    version: z.string(),
    uptimeSeconds: z.int(),
    engine: z.object({
      ready: z.boolean().describe("The default model is warm"),
      model: z.string(),
      precision: z
        .object({
          precision: z.enum(["float32", "int8"]),
          reason: z
            .enum(["trial", "setting", "only"])
            .describe("A trial on this machine, `ALPHACUT_PRECISION`, or the model's only form"),
          trial: z
            .object({
              agreement: z.number().describe("Overlap of the 8-bit and the float mask, 0 to 1"),
              speedup: z.number().describe("Time of a float run over that of an 8-bit run"),
            })
            .optional(),
        })
        .optional()
        .describe("What the default model computes in, once it is prepared"),
      threads: z.int(),
      working: z.int().describe("Images in work"),
      waiting: z.int().describe("Images waiting for their turn"),
      workers: z.int().describe("Machines that have the default model ready"),
      devices: z.array(z.string()).describe("What the model runs on there"),
    }),
    queue: z
      .object({
        waiting: z
          .int()
          .describe("Model runs that no worker has begun yet, those of other API nodes included"),
        workers: z.array(
          z.object({
            id: z.string(),
            host: z.string().describe("The name of its machine"),
            version: z.string(),
            device: z.string().optional(),
            precision: z.enum(["float32", "int8"]).optional(),
            models: z.array(z.string()).describe("The default model first"),
            lanes: z.int().describe("Model runs that it does at the same time"),
            secondsPerLook: z.number().describe("How long a run took lately"),
            restarts: z.int().describe("How often it has lost and replaced the model's process"),
          }),
        ),
      })
      .optional()
      .describe("What runs the models for this API node; absent where it runs them itself"),
    storage: z.object({ database: z.enum(["ok", "down"]), redis: z.enum(["ok", "down", "off"]) }),
    mail: z.object({
      transport: z.enum(["smtp", "outbox"]).describe("`outbox`: mails are written into files"),
      waiting: z.int().describe("Mails that the SMTP server did not take yet; they are tried again"),
      failures: z.int().describe("Attempts of this process that failed"),
    }),
    setUp,
    recentErrors: z
      .array(
        z.object({ at: z.iso.datetime(), requestId: z.string(), route: z.string(), message: z.string() }),
      )
      .describe("The newest failures of this process, newest first; of a mail the `requestId` is its file"),
  })
  .meta({ id: "ServerStatus" });

export function statusRoute<Operator>(
  services: StatusServices & Pick<Platform, "mailStatus">,
): JsonRoute<Operator> {
  const { version, engine, dependencies, recentErrors, setUp, workers, mailStatus } = services;
  const state = async (name: string) => {
    const dependency = dependencies.find((one) => one.name === name);
    if (!dependency) return "off";
    return (await stateOf(dependency)) === "ok" ? "ok" : "down";
  };
  return jsonRoute({
    method: "GET",
    path: "/api/admin/status",
    summary: "How the server is",
    answer: status,
    handle: async () => {
      const { transport, waiting, failures } = await mailStatus();
      return {
        version,
        uptimeSeconds: Math.floor(process.uptime()),
        engine: {
          ready: (await stateOf({ name: "model", check: () => engine.ready() })) === "ok",
          ...described(engine.status()),
        },
        ...(workers && {
          queue: { waiting: engine.status().looks.waiting, workers: workers().map(describeWorker) },
        }),
        storage: { database: await state("database"), redis: await state("redis") },
        mail: { transport, waiting, failures },
        setUp,
        recentErrors: [...recentErrors.list()],
      };
    },
  });
}

function described({ looks, ...engine }: ReturnType<CutoutEngine["status"]>) {
  const devices = [...new Set(looks.runs.map(({ device }) => device))];
  return { ...engine, workers: looks.runs.length, devices };
}

function describeWorker({ models, run, ...worker }: Announcement) {
  const runs = run && { device: run.device, precision: run.precision.precision };
  return { ...worker, ...runs, models: Object.values(models) };
}
