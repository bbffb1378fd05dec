import { describeApi } from "@alphacut/server";

/** A schema as far as the tables read it. */
export interface FieldSchema {
  type?: string;
  description?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
}

interface ObjectSchema {
  properties: Readonly<Record<string, FieldSchema>>;
  required?: readonly string[];
}

/** An error as one of the APIs answers it. */
type ErrorBody =
  | { error: string | { code: string; message: string }; code?: string }
  | { errors: readonly { title: string; code: string }[] }
  | { detail: string | readonly { msg: string }[] };

interface Example {
  value: ErrorBody;
}

interface ApiResponse {
  headers?: Readonly<Record<string, { schema: FieldSchema }>>;
  content?: Readonly<Record<string, { examples?: Readonly<Record<string, Example>> }>>;
}

export interface Operation {
  parameters?: readonly { name: string; in: string; schema: FieldSchema }[];
  requestBody?: { content: Readonly<Record<string, { schema: ObjectSchema }>> };
  responses: Readonly<Record<string, ApiResponse>>;
}

const models = ["isnet"];
const { paths } = describeApi({ publicUrl: "http://127.0.0.1:8080", models }) as unknown as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** @throws Error when the API has no such operation any more */
export function operationAt(method: "get" | "post", path: string): Operation {
  const operation = paths[path]?.[method];
  if (!operation) throw new Error(`The API has no ${method} ${path}`);
  return operation;
}

/** Every operation of addresses that begin so. */
export function operationsBelow(...prefixes: string[]): Operation[] {
  return Object.entries(paths)
    .filter(([path]) => prefixes.some((prefix) => path.startsWith(prefix)))
    .flatMap(([, methods]) => Object.values(methods));
}

/** The form of an operation. */
export function formOf(operation: Operation): ObjectSchema {
  const form = operation.requestBody?.content["multipart/form-data"]?.schema;
  if (!form) throw new Error("The operation takes no form");
  return form;
}

/** One error as it is answered. */
export interface DocumentedAnswer {
  name: string;
  status: number;
  code: string | undefined;
  message: string;
}

/** All error answers of operations, each name and status once with its first message, by status. */
export function errorsOf(operations: readonly Operation[]): DocumentedAnswer[] {
  const answers = operations.flatMap((operation) => Object.entries(operation.responses).flatMap(answersOf));
  const unique = new Map<string, DocumentedAnswer>();
  for (const answer of answers) {
    const key = `${answer.status} ${answer.name}`;
    if (!unique.has(key)) unique.set(key, answer);
  }
  return [...unique.values()].sort((one, other) => one.status - other.status);
}

function answersOf([status, response]: [string, ApiResponse]): DocumentedAnswer[] {
  const examples = Object.entries(response.content?.["application/json"]?.examples ?? {});
  if (Number(status) < 400) return [];
  return examples.map(([name, { value }]) => ({ name, status: Number(status), ...wordsOf(value) }));
}

/** The first of several. */
function wordsOf(body: ErrorBody): Pick<DocumentedAnswer, "code" | "message"> {
  if ("errors" in body) return { code: body.errors[0]!.code, message: body.errors[0]!.title };
  if ("detail" in body)
    return { code: undefined, message: typeof body.detail === "string" ? body.detail : body.detail[0]!.msg };
  if (typeof body.error === "object") return body.error;
  return { code: body.code, message: body.error };
}
