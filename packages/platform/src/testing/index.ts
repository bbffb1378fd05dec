export { describeOnEveryDatabase, openTestDatabase, openTestServerDatabase } from "./database.ts";
export { describeWith } from "./services.ts";
