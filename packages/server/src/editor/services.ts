import type { Platform } from "@alphacut/platform";
import type { CutoutServices } from "../cutout-routes/cutout-route.ts";
import type { Tickets } from "./ticket.ts";

export interface EditorServices extends CutoutServices {
  platform: Pick<Platform, "accounts" | "plans">;
  tickets: Tickets;
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
}
