import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { type App, type AppDependencies, type AppOptions, createApp, DEFAULT_APP_OPTIONS } from "../app.ts";
import { createStubAccess, type StubAccess } from "./stub-access.ts";
import { createStubEngine, type StubEngine } from "./stub-engine.ts";

export interface TestServer {
  app: App;
  engine: StubEngine;
  access: StubAccess;
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  /** Gives back what was used up and forgets what was recorded. */
  reset(): void;
  close(): Promise<void>;
}

/** A server on a free port of the loopback interface, over stubs. */
export async function listen(
  options: Partial<AppOptions> = {},
  parts: Partial<AppDependencies> = {},
): Promise<TestServer> {
  const engine = createStubEngine();
  const access = createStubAccess();
  const log = pino({ level: "silent" });
  const app = createApp(
    { engine, access, models: ["stub"], dependencies: [], fetchAllow: [], log, ...parts },
    { ...DEFAULT_APP_OPTIONS, webFolder: "", guidesFolder: "", repeatWindowMs: 0, ...options },
  );
  await app.http.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.http.server.address() as AddressInfo;
  return {
    app,
    engine,
    access,
    url: `http://127.0.0.1:${port}`,
    port,
    reset() {
      access.reset();
      engine.recipes.length = 0;
    },
    close: async () => {
      engine.letGo();
      await app.stop(0);
    },
  };
}
