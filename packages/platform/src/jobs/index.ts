export type { JobLimits, NewItem } from "./add-items.ts";
export { type JobEvent, jobEvents } from "./events.ts";
export {
  backgroundKey,
  type ItemState,
  inputKey,
  type Job,
  type JobItem,
  type JobState,
  newId,
  resultKey,
} from "./job.ts";
export { JobError, type JobErrorCode } from "./job-error.ts";
export { createJobWork, type JobWork, type Leased } from "./job-work.ts";
export { createJobs, type Jobs } from "./jobs.ts";
export { takeBackExpired } from "./lease.ts";
