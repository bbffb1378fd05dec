import type { IncomingHttpHeaders } from "node:http";
import type { Recipe } from "@alphacut/engine";
import type { Caller, Credentials, LimitState } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import type { Access } from "../cutout/access.ts";
import type { CutoutResult } from "../cutout/cutout.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import type { ImageProblem } from "../cutout/image-problem.ts";
import type { ImageFile, ImageRules } from "../cutout/image-rules.ts";
import type { ErrorShape } from "../http/error-shape.ts";
import type { Problem } from "../http/failure.ts";
import type { FormRules } from "../http/forms.ts";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import type { PictureAnswer } from "../http/picture-answer.ts";
import type { Deadlines } from "../http/request-life.ts";
import type { Uploads } from "../http/upload-budget.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Repeats } from "./repeats.ts";

/** Values of text fields. */
export type Fields = Readonly<Record<string, string>>;

/** Everything that a request says, whatever kind of body it came in. */
export interface Parts {
  headers: IncomingHttpHeaders;
  query: Fields;
  /** The text fields of the body. */
  fields: Fields;
  files: Readonly<Record<string, ImageFile>>;
  /** Who sent it. */
  caller: Caller;
}

/** A picture as it was sent: the file, or where to fetch it. */
export type SentPicture = { file: ImageFile } | { address: string };

/** What the recipe may depend on beside the text fields. */
export interface Known {
  /** The upright photo, in pixels. */
  size: { width: number; height: number };
  /** The bytes of the further pictures, by their fields. */
  pictures: Readonly<Record<string, Uint8Array>>;
}

/** What is asked of the photo. */
export interface Asked {
  /** @throws InvalidRequest when the fields do not fit the photo */
  recipe(known: Known): Recipe;
  /** Asked only to see what it would be like: small, watermarked, free. */
  isTest?: boolean;
}

/** What a request says, understood: its pictures, and what is asked or what is wrong with that. */
export interface Decoded<A extends Asked> {
  /** Field of the photo, for messages. */
  imageField: string;
  image: SentPicture | undefined;
  /** Pictures beside the photo, by their fields. */
  further?: Readonly<Record<string, SentPicture>>;
  asked: A | { problems: readonly Problem[] };
}

/** One address that takes a picture and answers one. */
export interface CutoutRoute<A extends Asked = Asked> {
  method: "GET" | "POST";
  /** Relative to the dialect's prefix. */
  paths: readonly string[];
  decode(parts: Parts): Decoded<A>;
  /**
   * @throws InvalidRequest when the result is none in this dialect
   */
  encode(result: CutoutResult, asked: A, known: Known): PictureAnswer;
}

/** Hides from everybody else what is asked by this route in particular. */
export function cutoutRoute<A extends Asked>(route: CutoutRoute<A>): CutoutRoute {
  return route as unknown as CutoutRoute;
}

/** A background-removal API that somebody already speaks. */
export interface CutoutDialect {
  prefix: string;
  image: ImageRules;
  body: FormRules;
  /** @throws PlatformError when the headers alone are wrong */
  credentials(request: FastifyRequest): Credentials;
  routes: readonly CutoutRoute[];
  errors: ErrorShape;
  /** How often a caller may ask, in headers. */
  limitHeaders(limit: LimitState | undefined): Record<string, string>;
  /** The dialect's words for what is wrong with an image. */
  describeImageProblem(problem: ImageProblem, field: string): string;
}

export interface CutoutServices {
  engine: CutoutEngine;
  access: Access;
  uploads: Uploads;
  metrics: Metrics;
  repeats: Repeats<CutoutOutcome>;
  /** Places that pictures may be fetched from although they are not public. */
  fetchAllow: AllowList;
  timeouts: Deadlines & { uploadIdleMs: number };
}

/** What a request came to. */
export interface CutoutOutcome {
  result: CutoutResult;
  known: Known;
}
