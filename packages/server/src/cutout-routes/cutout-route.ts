import type { Recipe } from "@alphacut/engine";
import type { Credentials } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import type { Access } from "../cutout/access.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import type { ImageProblem } from "../cutout/image-problem.ts";
import type { ImageRules } from "../cutout/image-rules.ts";
import type { ErrorShape } from "../http/error-shape.ts";
import type { Problem } from "../http/failure.ts";
import type { Deadlines } from "../http/request-life.ts";
import type { Uploads } from "../http/upload-budget.ts";
import type { Metrics } from "../operations/metrics.ts";

/** The text fields of a form. */
export type Fields = Readonly<Record<string, string>>;

/** What a form asks for, or everything that is wrong with it. */
export type Decoded = { recipe: Recipe } | { problems: Problem[] };

/** One address that takes a form with an image and answers a picture. */
export interface CutoutRoute {
  /** Relative to the dialect's prefix. */
  paths: readonly string[];
  decode(fields: Fields): Decoded;
}

/** A background-removal API that somebody already speaks. */
export interface CutoutDialect {
  prefix: string;
  image: ImageRules;
  /** @throws PlatformError when the headers alone are wrong */
  credentials(request: FastifyRequest): Credentials;
  routes: readonly CutoutRoute[];
  errors: ErrorShape;
  /** The dialect's words for what is wrong with an image. */
  describeImageProblem(problem: ImageProblem): string;
}

export interface CutoutServices {
  engine: CutoutEngine;
  access: Access;
  uploads: Uploads;
  metrics: Metrics;
  timeouts: Deadlines & { uploadIdleMs: number };
}
