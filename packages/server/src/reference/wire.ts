import { z } from "zod";

/** A file in a form. */
export const uploadedFile = (description: string) =>
  z.custom<Uint8Array>().meta({
    override: {
      type: "string",
      format: "binary",
      contentMediaType: "application/octet-stream",
      description,
    },
  });

export const uploadedImage = uploadedFile("The photo: JPEG, PNG, WebP or BMP, at most 10000 × 10000 pixels");

/** A picture as the whole answer. */
export const binary = z.custom<Uint8Array>().meta({ override: { type: "string", format: "binary" } });

/** Headers of an answered picture. */
export const cutoutHeaders = z.object({
  "X-Request-Id": z.uuid().describe("Names this request in the server's log"),
  "X-Credits-Charged": z.int().describe("Credits that this picture cost"),
  "X-Credits-Remaining": z.int().optional().describe("Credits that are left, where that is known"),
  "X-Width": z.int().describe("Width of the picture in pixels"),
  "X-Height": z.int().describe("Height of the picture in pixels"),
  "X-Subject-Found": z
    .boolean()
    .describe("False: there is no subject in the photo; the picture is empty and costs nothing"),
  "Server-Timing": z.string().describe("Milliseconds of every stage"),
  "RateLimit-Limit": z.int().optional().describe("Requests a minute that the plan allows"),
  "RateLimit-Remaining": z.int().optional().describe("How many of them are left"),
  "RateLimit-Reset": z.int().optional().describe("Seconds until the limit begins anew"),
});
