import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { picture } from "../../testing/pictures.ts";
import { ADMIN_TOKEN, listenForReal, type RealServer } from "../../testing/real-server.ts";

interface ResponseObject {
  headers?: Record<string, { required?: boolean; schema: object }>;
  content?: Record<string, { schema: object }>;
}
interface Document {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, ResponseObject> }>>;
  components: object;
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  at?: RealServer;
}

/** Running servers whose every answer is held against the document that they hand out. */
export interface AskedServer {
  server: RealServer;
  withoutAdmin: RealServer;
  photo: Buffer;
  /** An account that may do everything but administer, its API key and its user token. */
  uid: string;
  key: string;
  token: string;
  /** An account with the admin role, and its user token. */
  admin: { uid: string; token: string };
  /** Keys of accounts without credits, without a confirmed address, suspended, and beyond the requests of a minute. */
  emptyKey: string;
  unverifiedKey: string;
  suspendedKey: string;
  slowKey: string;
  /** Asks, and holds the answer against what the document says of this operation and status. */
  ask(path: string, call?: Call): Promise<Response>;
  statusOf(path: string, call?: Call): Promise<number>;
  hold(method: string, path: string, answer: Response): Promise<void>;
  asUser(call?: Call): Call;
  asAdmin(call?: Call): Call;
  /** `operationId status` of what the document promises and nobody has seen yet. */
  unseen(): string[];
  close(): Promise<void>;
}

/** For suites that are told of the server before it runs. */
export type Given = () => AskedServer;

export const password = "correct horse battery";

export async function openAskedServer(): Promise<AskedServer> {
  const [server, withoutAdmin] = await Promise.all([
    listenForReal(
      { timeouts: { idleMs: 300, cutoutMs: 20_000, requestMs: 60_000 } },
      { google: { clientId: "of this test", clientSecret: "of this test" } },
    ),
    listenForReal({}, {}, { adminToken: undefined }),
  ]);
  const document = (await (await fetch(`${server.url}/api/openapi`)).json()) as Document;
  const { hold, unseen } = holdAgainst(document);
  const people = await makePeople(server);

  async function ask(path: string, call: Call = {}): Promise<Response> {
    const { method = "GET", headers = {}, body, at = server } = call;
    const isForm = body instanceof FormData || typeof body === "string";
    const sent = body === undefined || isForm ? body : JSON.stringify(body);
    const type = body === undefined || isForm ? {} : { "content-type": "application/json" };
    const answer = await fetch(at.url + path, {
      method,
      redirect: "manual",
      headers: { ...type, ...headers },
      ...(sent === undefined ? {} : { body: sent as FormData | string }),
    });
    await hold(method, path.split("?", 1)[0] ?? "", answer.clone());
    return answer;
  }
  const withBearer = (token: string, call: Call = {}): Call => ({
    ...call,
    headers: { authorization: `Bearer ${token}`, ...call.headers },
  });
  return {
    server,
    withoutAdmin,
    photo: await picture("jpeg"),
    ...people,
    ask,
    statusOf: async (path, call) => (await ask(path, call)).status,
    hold,
    asUser: (call) => withBearer(people.token, call),
    asAdmin: (call) => withBearer(ADMIN_TOKEN, call),
    unseen,
    async close() {
      await Promise.all([server.close(), withoutAdmin.close()]);
    },
  };
}

async function makePeople(server: RealServer) {
  const { administration, keys } = server.platform;
  const person = { password, emailVerified: true };
  const keyOf = async (account: Parameters<typeof administration.createAccount>[0]) => {
    const { uid } = await administration.createAccount(account);
    return { uid, key: (await keys.create(uid, {})).key };
  };
  const { key: slowKey } = await keyOf({ email: "slow@example.com", plan: "Basic", ...person });
  const slow = { headers: { "x-api-key": slowKey } };
  for (let request = 0; request < 10; request++)
    await fetch(`${server.url}/rmbg`, { method: "POST", ...slow });
  await Promise.all(Array.from({ length: 120 }, () => fetch(`${server.url}/api/membership-usage`, slow)));
  const suspended = await keyOf({ email: "suspended@example.com", ...person });
  await administration.changeAccount(suspended.uid, { suspended: true });
  const ada = await keyOf({ email: "ada@example.com", plan: "Mega", ...person });
  const root = await keyOf({ email: "root@example.com", role: "admin", ...person });
  return {
    ...ada,
    token: await tokenOf(server, "ada@example.com"),
    admin: { uid: root.uid, token: await tokenOf(server, "root@example.com") },
    emptyKey: (await keyOf({ email: "empty@example.com", plan: "Per Usage", ...person })).key,
    unverifiedKey: (await keyOf({ email: "new@example.com", password })).key,
    suspendedKey: suspended.key,
    slowKey,
  };
}

async function tokenOf(server: RealServer, email: string): Promise<string> {
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return signIn.headers.get("set-auth-token") ?? "";
}

function holdAgainst(document: Document) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "document", components: document.components });
  const reached = new Set<string>();

  async function hold(method: string, path: string, answer: Response): Promise<void> {
    const template = templateOf(document, path);
    const operation = document.paths[template]?.[method.toLowerCase()];
    const documented = operation?.responses[String(answer.status)];
    expect(documented, `${method} ${template} → ${answer.status} is not documented`).toBeDefined();
    reached.add(`${operation?.operationId} ${answer.status}`);
    for (const [name, { required }] of Object.entries(documented?.headers ?? {})) {
      if (required) expect(answer.headers.has(name), `${template} → ${name}`).toBe(true);
    }
    if (!documented?.content) {
      expect(await answer.text()).toBe("");
      return;
    }
    const type = answer.headers.get("content-type")?.split(";", 1)[0] ?? "";
    expect(Object.keys(documented.content)).toContain(type);
    if (type !== "application/json") return;
    const schema = JSON.parse(
      JSON.stringify(documented.content[type]?.schema).replaceAll('"#/components/', '"document#/components/'),
    );
    const isValid = ajv.validate(schema, await answer.json());
    expect(ajv.errors ?? [], `${method} ${template} → ${answer.status}`).toEqual([]);
    expect(isValid).toBe(true);
  }

  function unseen(): string[] {
    const promised = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, responses }) =>
        Object.keys(responses).map((status) => `${operationId} ${status}`),
      ),
    );
    return promised.filter((answer) => !reached.has(answer));
  }

  return { hold, unseen };
}

function templateOf(document: Document, path: string): string {
  if (document.paths[path]) return path;
  return (
    Object.keys(document.paths).find((template) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
    ) ?? path
  );
}
