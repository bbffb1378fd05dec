export { ConfigError, printConfig, readConfig } from "./config.ts";
export { serve } from "./serve.ts";
