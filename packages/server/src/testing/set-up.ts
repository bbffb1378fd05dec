import type { SetUp } from "../admin-api/status.ts";

/** As on a machine where nothing was set. */
export const NOTHING_SET_UP: SetUp = {
  database: "embedded",
  redis: false,
  mail: false,
  billing: false,
  plans: false,
  files: "folder",
  signIn: [],
  adminToken: true,
  https: false,
  links: false,
};
