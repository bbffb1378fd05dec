import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { ModelStore } from "@alphacut/engine";
import type { Logger } from "pino";
import { type Config, ConfigError } from "./config.ts";

/** A process at work, whatever its role. */
export interface Running {
  /** What is printed at the start, for people. */
  banner: string;
  log: Logger;
  /**
   * Takes no new work, lets running work finish for at most `limitMs`, frees everything. Safe to call twice.
   */
  stop(limitMs?: number): Promise<void>;
}

export const { version: VERSION } = createRequire(import.meta.url)("../package.json") as { version: string };

/** The longest time that running work is waited for. */
export const STOP_LIMIT_MS = 30_000;

/** @throws ConfigError when no model has the name of the default one */
export function checkModel({ model }: Config, { specs }: ModelStore): void {
  const names = specs.map(({ name }) => name);
  if (!names.includes(model)) {
    throw new ConfigError([`ALPHACUT_MODEL: got ${JSON.stringify(model)}, takes ${names.join(", ")}`]);
  }
}

/** Without a last slash. */
export function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
