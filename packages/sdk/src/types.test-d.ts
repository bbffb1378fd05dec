/** Checked by the compiler: `tsc -b` fails when a type is not what is claimed here. Nothing in this file runs. */
import type { Readable } from "node:stream";
import { expectTypeOf } from "vitest";
import { rembg as rembgInBrowser } from "./browser.ts";
import { createClient, type ImageInput, type ImageResult, type MembershipUsage, rembg } from "./index.ts";

declare const path: string;
declare const buffer: Buffer;
declare const flag: boolean;
const request = { apiKey: "key" as string | undefined, inputImage: path };
const client = createClient();

const file = await rembg(request);
expectTypeOf(file.outputImagePath).toEqualTypeOf<string>();
expectTypeOf(file.cleanup).toEqualTypeOf<() => Promise<void>>();

const base64 = await rembg({ ...request, options: { returnBase64: true, format: "PNG" } });
expectTypeOf(base64.base64Image).toEqualTypeOf<string>();

const either = await rembg({ ...request, options: { returnBase64: flag } });
expectTypeOf(either.base64Image).toEqualTypeOf<string | undefined>();
expectTypeOf(either.outputImagePath).toEqualTypeOf<string | undefined>();

expectTypeOf((await rembgInBrowser({ apiKey: "key", inputImage: new Blob() })).blob).toEqualTypeOf<Blob>();
// @ts-expect-error no server makes GIFs
void rembg({ ...request, options: { format: "gif" } });

expectTypeOf<string>().toExtend<ImageInput>();
expectTypeOf(buffer).toExtend<ImageInput>();
expectTypeOf<{ base64: string }>().toExtend<ImageInput>();
expectTypeOf<Readable>().toExtend<ImageInput>();
// @ts-expect-error a number is no picture
void rembg({ ...request, inputImage: 5 });

expectTypeOf(client.removeBackground(path)).resolves.toEqualTypeOf<ImageResult>();
expectTypeOf(client.membershipUsage({ month: 1 })).resolves.toEqualTypeOf<MembershipUsage>();
const { billingCycle } = await client.membershipUsage({ billingCycle: true });
expectTypeOf(billingCycle.remainingIncludedCredits).toEqualTypeOf<number>();
void client.fapihub.removeBackground(path);
// @ts-expect-error a blur needs its radius
void client.fapihub.blur(path);
