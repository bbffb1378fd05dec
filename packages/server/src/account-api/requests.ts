import { Readable } from "node:stream";
import { text } from "@alphacut/platform";
import { z } from "zod";
import { jsonRoute } from "../http/json-routes.ts";
import { csvLine } from "./csv-line.ts";
import { timestamp } from "./key-schemas.ts";
import type { AccountRoute, AccountServices } from "./services.ts";

const search = z.object({
  key: text(100).optional().describe("Only requests with the key of this id"),
  cursor: text(20).optional().describe("`next` of the page before"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const requestLine = z
  .object({
    at: timestamp,
    keyId: z.string().nullable().describe("null: signed in, without a key"),
    keyName: z.string().nullable(),
    endpoint: z.string().describe("As in `POST /rmbg`"),
    status: z.int().describe("HTTP status"),
    ms: z.int().describe("Milliseconds until the answer was sent"),
    credits: z
      .int()
      .describe("That were charged with this answer; pictures of jobs are charged as they are made"),
    requestId: z.string().describe("As in the answer's `X-Request-Id`"),
  })
  .meta({ id: "RequestLine" });

const keyUse = z
  .object({ keyId: z.string(), requests: z.int(), credits: z.int() })
  .meta({ id: "KeyUse", description: "Of the last 30 days" });

export function requestRoutes({ requests }: Pick<AccountServices, "requests">): AccountRoute[] {
  return [
    jsonRoute({
      method: "GET",
      path: "/api/account/requests",
      summary: "The account's requests of the last 30 days, newest first, page by page",
      query: search,
      answer: z.object({
        requests: z.array(requestLine),
        next: z.string().optional().describe("For the page after; absent on the last one"),
      }),
      async handle({ principal, query: { key, ...page } }) {
        const { requests: lines, nextCursor } = await requests.list(principal.uid, { keyId: key, ...page });
        return { requests: lines, next: nextCursor };
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/account/requests/by-key",
      summary: "Requests and credits of each API key in the last 30 days",
      answer: z.object({ keys: z.array(keyUse) }),
      handle: async ({ principal }) => ({ keys: await requests.byKey(principal.uid) }),
    }),
  ];
}

const COLUMNS = ["at", "keyId", "keyName", "endpoint", "status", "ms", "credits", "requestId"] as const;
const ROWS_AT_ONCE = 1000;

/** The whole log as a file for spreadsheets, for the dashboard's button. */
export function requestFileRoute({ requests }: Pick<AccountServices, "requests">): AccountRoute {
  async function* lines(uid: string) {
    yield csvLine(COLUMNS);
    let cursor: string | undefined;
    do {
      const page = await requests.list(uid, { cursor, limit: ROWS_AT_ONCE });
      const rows = page.requests.map((line) => COLUMNS.map((name) => line[name]));
      yield rows.map(csvLine).join("");
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return jsonRoute({
    method: "GET",
    path: "/api/account/requests.csv",
    summary: "The account's requests of the last 30 days as CSV",
    async handle({ principal, reply }) {
      reply.type("text/csv; charset=utf-8");
      reply.header("content-disposition", 'attachment; filename="requests.csv"');
      return Readable.from(lines(principal.uid));
    },
  });
}
