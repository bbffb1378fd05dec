import { defineConfig } from "drizzle-kit";

/** `npm run migration` writes a migration for what changed in the schema. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/storage/schema/index.ts",
  out: "./src/storage/migrations",
});
