import { readFile } from "node:fs/promises";
import type { Recipe } from "@alphacut/engine";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult, ServerNotification } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { Cutter } from "../cutter/cutter.ts";
import { describeError, UsageError } from "../errors.ts";
import { formatOfFile, toRecipe } from "../recipe/recipe.ts";
import type { RecipeOptions } from "../recipe/recipe-options.ts";
import { writeResult } from "../write-out.ts";
import type { Folders } from "./folders.ts";

/** What an assistant is shown instead of a file: more pixels say nothing to it and cost its context. */
const SHOWN_PIXELS = 1_000_000;
const STEPS = 3;

/** Every tool takes a file and names one, or shows the result. */
const files = {
  input: z.string().describe("Path of the picture: JPEG, PNG, WebP, AVIF, HEIC, TIFF, GIF or BMP"),
  output: z
    .string()
    .optional()
    .describe(
      "Path of the result: .png, .webp, .jpg or .bmp. When absent, the result is shown, smaller, and saved nowhere",
    ),
  overwrite: z.boolean().default(false).describe("Replace the output if it is there already"),
  quality: z
    .enum(["fast", "standard", "best"])
    .default("standard")
    .describe("How much time the edges may cost"),
};
const color = z.string().describe("#rrggbb, #rrggbbaa or a CSS name");
const padding = z.string().describe("Room around the subject, such as 5% or 40px");
const shadow = z.boolean().default(false).describe("A soft shadow under the subject");

type Files = z.infer<z.ZodObject<typeof files>>;
/** What belongs to one call. */
interface Call {
  signal: AbortSignal;
  _meta?: { progressToken?: string | number | undefined } | undefined;
  sendNotification: (notification: ServerNotification) => Promise<void>;
}

export interface ToolContext {
  cutter: Cutter;
  folders: Folders;
  version: string;
}

/** A server with every tool; one for each connection, all with the same cutter. */
export function createMcpServer({ cutter, folders, version }: ToolContext): McpServer {
  const server = new McpServer(
    { name: "alphacut", title: "Alphacut", version },
    { instructions: `Removes and changes the background of pictures. Folders: ${folders.names.join(", ")}` },
  );
  const annotations = {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  };

  server.registerTool(
    "cut_out",
    {
      title: "Cut out the subject",
      description:
        "Removes the background of a picture: what is left is the subject over transparency, or its mask.",
      inputSchema: {
        ...files,
        crop: z.boolean().default(false).describe("Cut off what is empty around the subject"),
        margin: padding.optional(),
        only_mask: z.boolean().default(false).describe("The mask instead: white where the subject is"),
      },
      annotations,
    },
    ({ crop, margin, only_mask, ...rest }, call) =>
      run(rest, call, {
        ...(crop && { crop }),
        ...(margin !== undefined && { crop: true, cropMargin: margin }),
        ...(only_mask && { onlyMask: true }),
      }),
  );

  server.registerTool(
    "place_on_canvas",
    {
      title: "Place the subject on a canvas",
      description:
        "Cuts the subject out and places it, scaled to fit, on a canvas of exact size, as marketplaces want it.",
      inputSchema: {
        ...files,
        width: z.int().min(1).max(10_000).describe("Pixels of the canvas"),
        height: z.int().min(1).max(10_000).describe("Pixels of the canvas"),
        padding: padding.default("5%"),
        background: color.default("white"),
        shadow,
      },
      annotations,
    },
    ({ width, height, padding, background, shadow, ...rest }, call) =>
      run(rest, call, { canvas: `${width}x${height}`, padding, background, ...shadowOptions(shadow) }),
  );

  server.registerTool(
    "change_background",
    {
      title: "Change the background",
      description:
        "Puts a color, a gradient, another picture or the photo's own background, blurred, behind the subject. Give exactly one.",
      inputSchema: {
        ...files,
        color: color.optional(),
        gradient: z.string().optional().describe("Two colors, from top to bottom: '#ffffff,#88aaff'"),
        picture: z.string().optional().describe("Path of a picture, which is cropped to cover"),
        blur: z.int().min(1).max(1000).optional().describe("Radius in pixels"),
        shadow,
      },
      annotations,
    },
    ({ color, gradient, picture, blur, shadow, ...rest }, call) =>
      answering(async () => {
        const given = [color, gradient, picture, blur].filter((value) => value !== undefined);
        if (given.length !== 1) throw new UsageError("Give exactly one of color, gradient, picture and blur");
        return cut(rest, call, {
          ...(color !== undefined && { background: color }),
          ...(gradient !== undefined && { gradient }),
          ...(picture !== undefined && { backgroundImage: await folders.existing(picture) }),
          ...(blur !== undefined && { blur }),
          ...shadowOptions(shadow),
        });
      }),
  );
  return server;

  function run(wanted: Files, call: Call, options: Partial<RecipeOptions>): Promise<CallToolResult> {
    return answering(() => cut(wanted, call, options));
  }

  async function cut(wanted: Files, call: Call, options: Partial<RecipeOptions>): Promise<CallToolResult> {
    const { input, output, overwrite, quality } = wanted;
    await tell(call, 0, "Reading the picture");
    const [bytes, path] = await Promise.all([
      folders.existing(input).then((path) => readFile(path, { signal: call.signal })),
      output === undefined ? undefined : folders.writable(output),
    ]);
    const format = path === undefined ? "png" : formatOfFile(path);
    const recipe = await toRecipe({ ...DEFAULTS, ...options, quality }, format);
    await tell(call, 1, "Finding the subject");
    const made = await cutter.cut(bytes, path === undefined ? shown(recipe) : recipe, call.signal);
    const nothing = made.foundSubject === false ? " There is no subject in the picture." : "";
    const size = made.width === undefined ? "" : `, ${made.width} × ${made.height} pixels`;
    if (path === undefined) {
      const text = `The result${size}; name an output to save it in full size.${nothing}`;
      const data = Buffer.from(made.data).toString("base64");
      return {
        content: [
          { type: "image", data, mimeType: `image/${format}` },
          { type: "text", text },
        ],
      };
    }
    await tell(call, 2, "Saving the result");
    await writeResult(path, made.data, { overwrite });
    return { content: [{ type: "text", text: `Saved ${path} (${format}${size}).${nothing}` }] };
  }
}

/** What the command line has as its defaults. */
const DEFAULTS: RecipeOptions = {
  expand: true,
  enlarge: true,
  cutSides: true,
  outlineWidth: 10,
  shadowKind: "drop",
  shadowOffset: "0,20",
  shadowBlur: 30,
};

function shadowOptions(wanted: boolean): Partial<RecipeOptions> {
  return wanted ? { shadow: "#00000060" } : {};
}

/** A canvas has its size; anything else is shown smaller. */
function shown(recipe: Recipe): Recipe {
  return recipe.canvas ? recipe : { ...recipe, resize: { maxPixels: SHOWN_PIXELS } };
}

/** Errors go to the assistant as text, which can then do better. */
async function answering(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    return { isError: true, content: [{ type: "text", text: describeError(error) }] };
  }
}

async function tell({ _meta, sendNotification }: Call, progress: number, message: string): Promise<void> {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return;
  await sendNotification({
    method: "notifications/progress",
    params: { progressToken, progress, total: STEPS, message },
  });
}
