import { describePrecision, type PrecisionDecision } from "@alphacut/engine";
import { type Context, ExitCode } from "../context.ts";
import { writeJson } from "../write-out.ts";
import type { OutputOptions } from "./admin.ts";
import { callAdmin } from "./admin-client.ts";
import { writeFacts, writeTable } from "./admin-output.ts";

interface Status {
  version: string;
  uptimeSeconds: number;
  engine: {
    ready: boolean;
    model: string;
    precision?: PrecisionDecision;
    threads: number;
    working: number;
    waiting: number;
    workers: number;
    devices: string[];
  };
  storage: { database: string; redis: string };
  mail: { transport: "smtp" | "outbox"; waiting: number; failures: number };
  recentErrors: { at: string; requestId: string; route: string; message: string }[];
}

/** `alphacut admin status` */
export async function showStatus({ json }: OutputOptions, context: Context): Promise<ExitCode> {
  const status = (await callAdmin(context, "GET", "/status")) as Status;
  if (json) {
    writeJson(context.stdout, status);
    return ExitCode.done;
  }
  const { engine, storage, mail } = status;
  writeFacts(context.stdout, {
    version: status.version,
    uptime: duration(status.uptimeSeconds),
    model: `${engine.model}, ${engine.ready ? "ready" : "not ready"}, ${engine.threads} threads`,
    workers: `${engine.workers}${engine.devices.length > 0 ? `, on ${engine.devices.join(", ")}` : ""}`,
    ...(engine.precision && { precision: describePrecision(engine.precision) }),
    images: `${engine.working} in work, ${engine.waiting} waiting`,
    database: storage.database,
    redis: storage.redis,
    mail: `${mail.transport === "smtp" ? "over SMTP" : "written into files"}, ${mail.waiting} waiting, ${mail.failures} failed`,
  });
  context.stdout.write("\n");
  writeTable(
    context.stdout,
    status.recentErrors.map(({ at, route, message, requestId }) => ({
      at,
      route,
      message,
      request: requestId,
    })),
    "No recent errors.",
  );
  return ExitCode.done;
}

/** `93784` → `1d 2h 3m` */
function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "m"],
  ] as const;
  const from = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(from === -1 ? 2 : from)
    .map(([count, unit]) => `${count}${unit}`)
    .join(" ");
}
