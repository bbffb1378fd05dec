import { writeFile } from "node:fs/promises";
import { apiTypes } from "./api-types.ts";

await writeFile(new URL("../src/api/schema.ts", import.meta.url), await apiTypes());
