import { isStorable, mostPresets, text } from "@alphacut/platform";
import { z } from "zod";
import { InvalidRequest } from "../http/failure.ts";
import { jsonRoute } from "../http/json-routes.ts";
import { timestamp } from "./key-schemas.ts";
import type { AccountRoute, AccountServices } from "./services.ts";

const LONGEST_NAME = 60;
/** Settings of the editor take about a kilobyte. */
const LARGEST_BYTES = 8192;

const settings = z
  .record(z.string(), z.unknown())
  .refine(isStorable, "must not hold NUL characters or broken Unicode")
  .refine(
    (value) => Buffer.byteLength(JSON.stringify(value)) <= LARGEST_BYTES,
    `must have at most ${LARGEST_BYTES} bytes as JSON`,
  )
  .describe(`The editor's, as an object of at most ${LARGEST_BYTES} bytes`);

const presetName = text(LONGEST_NAME).min(1);

const newPreset = z.strictObject({ name: presetName, settings }).meta({ id: "NewPreset" });

const preset = z
  .object({ name: z.string(), settings: z.record(z.string(), z.unknown()), savedAt: timestamp })
  .meta({ id: "Preset" });

/** What is answered when an account has as many presets as it may have. */
export const TOO_MANY_PRESETS = {
  field: "name",
  message: `An account has at most ${mostPresets} presets: remove one first`,
  code: "TooManyPresets",
} as const;

/** The editor's settings under a name, for every browser that the account is signed in with. */
export function presetRoutes({ presets }: Pick<AccountServices, "presets">): AccountRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/presets",
      summary: "The editor's presets, by name",
      answer: z.object({ presets: z.array(preset) }),
      handle: async ({ principal }) => ({ presets: await presets.list(principal.uid) }),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/account/presets",
      summary: "Save settings under a name; a preset of the same name gives way",
      body: newPreset,
      status: 201,
      answer: preset,
      async handle({ principal, body }) {
        const saved = await presets.save(principal.uid, body);
        if (!saved) throw new InvalidRequest([TOO_MANY_PRESETS]);
        return saved;
      },
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/account/presets/:name",
      summary: "Remove a preset",
      params: z.object({ name: text(LONGEST_NAME) }),
      status: 204,
      handle: ({ principal, params }) => presets.remove(principal.uid, params.name),
    }),
  ];
}
