import { createRequire } from "node:module";
import { Argument, Command, Option } from "commander";
import { addAdminCommands } from "./commands/admin-commands.ts";
import type { Context, ExitCode } from "./context.ts";
import { addExamples } from "./help/examples.ts";
import { integer } from "./recipe/numbers.ts";
import { modelOptions, recipeOptions } from "./recipe/recipe-options.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/**
 * Every command with its arguments and options: help texts, man page and shell completion are made of it. Nothing that a
 * command needs is loaded before it runs.
 *
 * @param ended is told what the process shall end with
 */
export function createProgram(context: Context, ended: (code: ExitCode) => void): Command {
  const program = new Command("alphacut")
    .description("Removes the background of pictures: on this machine, offline, or through a server")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addExamples(program, [
    "alphacut i photo.jpg cutout.png       one picture",
    "alphacut p photos cutouts             a folder, and all below it",
    "alphacut serve                        the server, with its editor, on http://127.0.0.1:8080",
    "alphacut help p                       all options of a command",
  ]);
  program.addHelpText("after", EXIT_CODES);
  const end = async (code: Promise<ExitCode>) => ended(await code);

  addCutoutCommands(program, context, end);
  addMcpCommand(program, context, end);
  addModelCommands(program, context, end);
  addServerCommands(program, context, end);
  addAdminCommands(program, context, end);
  const completion = program
    .command("completion")
    .description("print the completion script of a shell")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completionScript } = await import("./help/completion.ts");
      context.stdout.write(completionScript(program, shell));
    });
  addExamples(completion, [
    "alphacut completion bash > ~/.local/share/bash-completion/completions/alphacut",
    "alphacut completion zsh > ~/.zfunc/_alphacut",
    "alphacut completion fish > ~/.config/fish/completions/alphacut.fish",
  ]);
  program.command("man", { hidden: true }).action(async () => {
    const { manPage } = await import("./help/man-page.ts");
    context.stdout.write(manPage(program));
  });
  return program;
}

const EXIT_CODES = `
Commands and flags of the rembg tool are understood: i, p, b, s, d, -om, -bgc 255 255 255 255 …

Exit codes:
  0    done
  1    some inputs failed; each is named on standard error
  2    the command makes no sense as it was written
  130  interrupted`;

type End = (code: Promise<ExitCode>) => Promise<void>;

const overwrite = () => new Option("--overwrite", "replace results that are there already");
const json = (what: string) => new Option("--json", what);

function addCutoutCommands(program: Command, context: Context, end: End): void {
  const image = program
    .command("i")
    .description("cut out one image")
    .argument("[in]", "a picture; standard input when absent, or as -")
    .argument("[out]", "where the result goes, its format by its extension; standard output when absent");
  for (const option of [...recipeOptions(), ...modelOptions(), overwrite()]) image.addOption(option);
  image.addOption(new Option("--verbose", "tell size, backdrop and time on standard error"));
  image.addOption(json("one line about the image on standard output"));
  image.action((input, output, options) =>
    end(import("./commands/image.ts").then(({ cutImage }) => cutImage(input, output, options, context))),
  );
  addExamples(image, [
    "alphacut i photo.jpg cutout.png",
    "alphacut i --background '#ffffff' --format jpeg < photo.jpg > white.jpg",
    "alphacut i --canvas 2000x2000 --padding 5% --background white photo.jpg listing.jpg",
    "alphacut i --crop --outline white --outline-width 12 photo.jpg sticker.png",
    "alphacut i --remote https://cut.example.com --key KEY photo.jpg cutout.webp",
  ]);

  const folder = program
    .command("p")
    .description("cut out a folder and all below it; a result that is newer than its picture is kept")
    .argument("<in-dir>", "folder of pictures: JPEG, PNG, WebP, AVIF, HEIC, TIFF, GIF, BMP")
    .argument("<out-dir>", "folder of the results, made when missing");
  for (const option of [...recipeOptions(), ...modelOptions(), overwrite()]) folder.addOption(option);
  folder.addOption(new Option("-w, --watch", "go on with pictures that appear later, until Ctrl-C"));
  folder.addOption(new Option("-d, --delete-input", "delete each picture once its result is written"));
  folder.addOption(new Option("--verbose", "a line for each image on standard error instead of a bar"));
  folder.addOption(json("one line for each image on standard output"));
  folder.action((input, output, options) =>
    end(import("./commands/folder.ts").then(({ cutFolder }) => cutFolder(input, output, options, context))),
  );
  addExamples(folder, [
    "alphacut p photos cutouts",
    "alphacut p --format webp --width 1200 --watch inbox shop",
    "alphacut p --json photos cutouts | jq -r 'select(.status == \"failed\").input'",
  ]);

  const frames = program
    .command("b")
    .description("cut out raw RGB24 frames from standard input, such as those of a video")
    .argument("<width>", "pixels", integer(1, 10_000))
    .argument("<height>", "pixels", integer(1, 10_000))
    .option(
      "-o, --output <pattern>",
      "files with a number in their names, such as frame-%05d.png or frame-%u.png",
    );
  frames.addOption(
    new Option("--smooth", "steady the edges from frame to frame, so that they don't flicker").conflicts(
      "remote",
    ),
  );
  for (const option of [...recipeOptions(), ...modelOptions(), overwrite()]) frames.addOption(option);
  frames.addOption(json("one line for each frame on standard output, with --output"));
  frames.addHelpText(
    "after",
    "\nWithout --output the frames go to standard output in the same order: raw RGBA (raw gray with\n--only-mask), or one encoded picture after the other with --format.",
  );
  frames.action((width, height, options) =>
    end(import("./commands/frames.ts").then(({ cutFrames }) => cutFrames(width, height, options, context))),
  );
  addExamples(frames, [
    "ffmpeg -i in.mp4 -f rawvideo -pix_fmt rgb24 - | alphacut b 1280 720 -o frame-%05d.png",
    "ffmpeg -i in.mp4 -f rawvideo -pix_fmt rgb24 - | alphacut b 1280 720 --smooth |\n    ffmpeg -f rawvideo -pix_fmt rgba -s 1280x720 -framerate 25 -i - -c:v libvpx-vp9 -pix_fmt yuva420p out.webm",
  ]);
}

function addMcpCommand(program: Command, context: Context, end: End): void {
  const mcp = program
    .command("mcp")
    .description(
      "tools for AI assistants (Model Context Protocol): cut out, place on a canvas, change the background",
    )
    .argument("<folders...>", "what assistants may read and write, and nothing else")
    .addOption(
      new Option("--http <port>", "streamable HTTP on this machine instead of standard streams").argParser(
        integer(0, 65_535),
      ),
    );
  for (const option of modelOptions()) mcp.addOption(option);
  mcp.action((folders, options) =>
    end(import("./commands/mcp.ts").then(({ serveMcp }) => serveMcp(folders, options, context))),
  );
  addExamples(mcp, [
    "alphacut mcp ~/Pictures",
    "claude mcp add alphacut -- npx -y alphacut mcp ~/Pictures",
    "alphacut mcp --http 8808 --remote https://cut.example.com --key KEY photos",
  ]);
}

function addModelCommands(program: Command, context: Context, end: End): void {
  const models = program.command("models").description("models on this machine");
  const load = () => import("./commands/models.ts");
  models
    .command("list")
    .description("every model that is known, and whether it is here")
    .addOption(json("one line for each"))
    .action((options) => end(load().then(({ listModels }) => listModels(options, context))));
  const pull = models
    .command("pull")
    .description("download models; an interrupted download goes on where it was")
    .argument("<names...>")
    .option("--accept-license", "accept a license that forbids commercial use")
    // Scripts may know it as it was spelled at first.
    .addOption(new Option("--accept-licence").hideHelp().implies({ acceptLicense: true }))
    .action((names, options) => end(load().then(({ pullModels }) => pullModels(names, options, context))));
  models
    .command("prepare")
    .description("prepare models now instead of at their first use")
    .argument("[names...]", "the default model when absent")
    .action((names) => end(load().then(({ prepareModels }) => prepareModels(names, context))));
  models
    .command("quantize")
    .description(
      "make an 8-bit form of a model for your own pictures, and keep it if it is as good and faster",
    )
    .argument("<name>")
    .requiredOption("--pictures <folder>", "pictures such as the model will see, 8 or more")
    .action((name, options) =>
      end(
        import("./commands/quantize.ts").then(({ quantizeModel }) => quantizeModel(name, options, context)),
      ),
    );
  models
    .command("verify")
    .description("compare models with their checksums")
    .argument("[names...]", "all that are here when absent")
    .action((names) => end(load().then(({ verifyModels }) => verifyModels(names, context))));
  addExamples(pull, [
    "alphacut models pull u2netp birefnet-general-lite",
    "HTTPS_PROXY=http://proxy:3128 alphacut models pull silueta",
  ]);
}

function addServerCommands(program: Command, context: Context, end: End): void {
  const load = () => import("./commands/server.ts");
  const listening = (command: Command) =>
    command
      .option("--host <host>", "address to listen on (HOST)")
      .addOption(new Option("-p, --port <port>", "port to listen on (PORT)").argParser(integer(0, 65_535)))
      .addOption(
        new Option("--threads <number>", "threads of the model (ALPHACUT_THREADS)").argParser(
          integer(1, 1024),
        ),
      )
      .option("--log-level <level>", "what is logged (LOG_LEVEL)");
  const serve = listening(program.command("serve").description("run the server until it is stopped"));
  serve.action((options) => end(load().then(({ runServer }) => runServer(options, context))));
  addExamples(serve, [
    "alphacut serve",
    "ALPHACUT_ADMIN_TOKEN=secret alphacut serve --host 0.0.0.0 --port 80",
  ]);
  const worker = listening(
    program
      .command("worker")
      .description("run models for the API nodes at the same Redis (ALPHACUT_ROLE=api), and nothing else"),
  );
  worker.action((options) => end(load().then(({ runWorker }) => runWorker(options, context))));
  addExamples(worker, ["REDIS_URL=redis://redis.internal:6379 alphacut worker --host 0.0.0.0 --port 9090"]);
  program
    .command("config")
    .description("print the settings that the environment gives the server, secrets masked")
    .action(() => end(load().then(({ showConfig }) => showConfig(context))));
}
