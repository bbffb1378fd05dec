import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { toRecipe } from "./recipe.ts";
import { type RecipeOptions, recipeOptions } from "./recipe-options.ts";

/** What a command line asks for. */
function recipeOf(...args: string[]) {
  const command = new Command().exitOverride();
  for (const option of recipeOptions()) command.addOption(option);
  return toRecipe(command.parse(args, { from: "user" }).opts<RecipeOptions>(), "png");
}

const px = (value: number) => ({ value, unit: "px" });
const percent = (value: number) => ({ value, unit: "%" });

describe("placing the subject on the command line", () => {
  it("says nothing where nothing is asked for", async () => {
    expect(await recipeOf()).toEqual({ format: "png" });
  });

  it("crops, with a margin or without", async () => {
    expect(await recipeOf("--crop")).toEqual({ format: "png", cropToSubject: {} });
    expect(await recipeOf("--crop", "--crop-margin", "10px 5%")).toMatchObject({
      cropToSubject: { margin: { top: px(10), right: percent(5), bottom: px(10), left: percent(5) } },
    });
  });

  it("places on a canvas", async () => {
    const { canvas } = await recipeOf(
      ...["--canvas", "2000x1500", "--padding", "5%", "--scale", "80%", "--align", "bottom"],
      ...["--no-enlarge", "--no-cut-sides"],
    );
    expect(canvas).toEqual({
      width: 2000,
      height: 1500,
      padding: { top: percent(5), right: percent(5), bottom: percent(5), left: percent(5) },
      scale: { share: 0.8 },
      align: { y: 100 },
      enlarge: false,
      keepCutSides: false,
    });
  });

  it("takes a region of interest, an outline, a cutout as it is, and what the file shall be like", async () => {
    expect(
      await recipeOf(
        ...["--roi", "10%,0,90%,800px", "--outline", "#fff", "--existing-alpha", "keep"],
        ...["--output-quality", "80", "--dpi", "300"],
      ),
    ).toEqual({
      format: "png",
      regionOfInterest: { left: percent(10), top: px(0), right: percent(90), bottom: px(800) },
      outline: { color: { r: 255, g: 255, b: 255, alpha: 1 }, width: 10 },
      existingAlpha: "keep",
      outputQuality: 80,
      dpi: 300,
    });
  });

  it.each([
    [["--crop-margin", "5%"], "--crop-margin needs --crop"],
    [["--padding", "5%"], "--padding needs --canvas"],
    [["--align", "top"], "--align needs --canvas"],
    [["--no-enlarge"], "needs --canvas"],
    [["--canvas", "big"], "'big' is nothing for --canvas; write 2000x1500"],
    [["--canvas", "9x9", "--padding", "1 2 3"], "'1 2 3' is nothing for --padding"],
    [["--canvas", "9x9", "--align", "up"], "'up' is nothing for --align"],
    [["--roi", "1,2"], "'1,2' is nothing for --roi"],
  ])("refuses %j and says what to write", async (args, message) => {
    await expect(recipeOf(...args)).rejects.toThrow(message);
  });
});
