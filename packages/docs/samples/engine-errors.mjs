import { createEngine, EngineBusy, EngineError } from "@alphacut/engine";

const engine = createEngine({ modelsDir: "models", queueLimit: 8 });
try {
  await engine.cutout(new Uint8Array(10), { format: "png" });
} catch (error) {
  if (error instanceof EngineBusy) console.error(`try again in ${error.retryAfterSeconds} s`);
  else if (error instanceof EngineError) console.error(error.code, error.message);
  else throw error;
} finally {
  await engine.close();
}
