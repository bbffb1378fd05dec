export { openTestServerDatabase } from "./database.ts";
export { openTestRedis } from "./redis.ts";
export { describeWith } from "./services.ts";
