import type { Caller } from "@alphacut/platform";
import type { ImageProblem, ImageProblemCode } from "../cutout/image-problem.ts";
import { type ImageFile, type Inspection, inspectImage } from "../cutout/image-rules.ts";
import { InvalidRequest, type Problem, RequestError } from "../http/failure.ts";
import { FetchFailure } from "../http/guarded-fetch/fetch-failure.ts";
import { fetchPicture } from "../http/picture-by-address.ts";
import type { Asked, CutoutDialect, CutoutServices, Decoded, Known, SentPicture } from "./cutout-route.ts";

export interface ReadPictures<A extends Asked> {
  bytes: Uint8Array;
  asked: A;
  known: Known;
}

/** Who asks, until when, and what came in by address and has to be given back to the budget. */
export interface Reading {
  caller: Caller;
  signal: AbortSignal;
  /** Grows with every picture that is fetched. */
  fetchedBytes: number;
}

/**
 * The bytes of all pictures of a request, fetched where they came as an address, and looked at.
 *
 * @throws InvalidRequest with everything that is wrong: the photo's problems first, then those of what is asked of it, then
 * the further pictures'
 */
export async function readPictures<A extends Asked>(
  { imageField, image, further = {}, asked }: Decoded<A>,
  dialect: CutoutDialect,
  services: CutoutServices,
  reading: Reading,
): Promise<ReadPictures<A>> {
  const look = async (field: string, sent: SentPicture | undefined) => {
    const { file, problems, size } = await inspect(sent, dialect, services, reading);
    return { file, size, problems: problems.map((problem) => worded(field, problem, dialect)) };
  };
  const photo = await look(imageField, image);
  const pictures: Record<string, Uint8Array> = {};
  const problems: Problem[] = [...photo.problems, ...("problems" in asked ? asked.problems : [])];
  for (const [field, sent] of Object.entries(further)) {
    const one = await look(field, sent);
    problems.push(...one.problems);
    if (one.file?.bytes) pictures[field] = one.file.bytes;
  }
  const bytes = photo.file?.bytes;
  if (problems.length > 0 || "problems" in asked || !bytes || !photo.size) throw new InvalidRequest(problems);
  return { bytes, asked, known: { size: photo.size, pictures } };
}

function worded(field: string, problem: ImageProblem, dialect: CutoutDialect): Problem {
  const { code, values } = problem;
  const message = dialect.describeImageProblem(problem, field);
  return { field, message, code, ...(values.reason !== undefined && { detail: String(values.reason) }) };
}

interface Inspected extends Inspection {
  file?: ImageFile;
}

async function inspect(
  sent: SentPicture | undefined,
  dialect: CutoutDialect,
  services: CutoutServices,
  reading: Reading,
): Promise<Inspected> {
  const found = sent && "address" in sent ? await fetchFile(sent.address, dialect, services, reading) : sent;
  if (found && "problem" in found) return { problems: [found.problem] };
  const probe = (bytes: Uint8Array) => services.engine.probe(bytes);
  const inspection = await inspectImage(found?.file, dialect.image, probe);
  return { ...inspection, ...(found && { file: found.file }) };
}

async function fetchFile(
  address: string,
  { image }: CutoutDialect,
  { fetchAllow, uploads }: CutoutServices,
  reading: Reading,
): Promise<{ file: ImageFile } | { problem: ImageProblem }> {
  const isData = /^\s*data:/i.test(address);
  if (reading.caller.kind === "anonymous" && !isData) return problem("AddressNeedsKey", "");
  try {
    const { bytes } = await fetchPicture(address, { allow: fetchAllow, signal: reading.signal });
    if (!uploads.of(reading.caller).take(bytes.length))
      throw new RequestError("UploadsBusy", "Too many uploads are in memory");
    reading.fetchedBytes += bytes.length;
    const size = bytes.length;
    // What an address ends with says little about what is behind it.
    return { file: { name: "fetched", size, bytes: size > image.maxBytes ? undefined : bytes } };
  } catch (error) {
    if (error instanceof FetchFailure) return problem(error.code, error.message);
    throw error;
  }
}

function problem(code: ImageProblemCode, reason: string): { problem: ImageProblem } {
  return { problem: { code, values: { reason } } };
}
