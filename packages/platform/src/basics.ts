/** What a process needs of the platform that has no accounts, such as a worker: the rest takes seconds and memory to load. */
export { PlatformError } from "./errors.ts";
export { parseFilePlace } from "./files/place.ts";
export { LimitExceeded } from "./limits/limit-exceeded.ts";
export { openRedis } from "./storage/redis.ts";
