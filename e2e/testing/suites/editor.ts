import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Given } from "../people.ts";
import { DISC, discPicture, HEIGHT, pixelsOf, stripesPicture, WIDTH } from "../pictures.ts";
import { expectDownloadLikeStage, readStage } from "../stage.ts";
import { addPictures, choose, contentOf, downloadBy, openTool, visit } from "../visit.ts";

/** The editor with a model whose mask is the picture's brightness. */
export function editorSuite(given: Given): void {
  const start = async (options: Parameters<typeof visit>[2] = {}) => {
    const guest = await visit(given.browser(), given.product().url, options);
    await guest.open("/");
    return guest;
  };

  describe.concurrent("editor", () => {
    test("the download has the chosen background, size and format, and the subject's own pixels", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await choose(page, "Color");
      await page.getByLabel("Background color as a hex code").fill("#cc2244");
      await openTool(page, "Size");
      await page.getByLabel("Width").fill("320");
      const { name, data } = await downloadBy(page, "Download");
      const pixels = await pixelsOf(data);
      expect(name).toBe("disc-cutout.png");
      expect([pixels.width, pixels.height]).toEqual([320, 240]);
      expect(pixels.at(10, 10)).toEqual([0xcc, 0x22, 0x44, 255]);
      for (const channel of pixels.at(DISC.x / 2, DISC.y / 2)) expect(channel).toBeGreaterThan(240);
      await leave();
    });

    test("what the stage shows is what the server makes: gradient, shadow, rotation, crop and brush", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await choose(page, "Gradient");
      await openTool(page, "Shadow");
      await choose(page, "Drop shadow");
      await openTool(page, "Size");
      await page.getByRole("switch", { name: "Crop to the subject" }).click();
      await page.getByRole("button", { name: "Rotate left by 90°" }).click();
      await openTool(page, "Brush");
      await choose(page, "Erase");
      const stage = (await page.getByRole("application").boundingBox())!;
      await page.mouse.move(stage.x + stage.width / 2 - 60, stage.y + stage.height / 2);
      await page.mouse.down();
      await page.mouse.move(stage.x + stage.width / 2 + 40, stage.y + stage.height / 2 + 20, { steps: 6 });
      await page.mouse.up();
      await choose(page, "Move");

      await expectDownloadLikeStage(page);
      await leave();
    });

    test("what the stage shows is what the server makes: blur, a background of one's own, the mask", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await choose(page, "Blur");
      await expectDownloadLikeStage(page);
      await choose(page, "Picture");
      await page.getByLabel("Choose a background").setInputFiles(await stripesPicture("stripes.png"));
      await page.getByText("stripes.png").waitFor();
      await expectDownloadLikeStage(page);
      await openTool(page, "File");
      await choose(page, "Mask only");
      await expectDownloadLikeStage(page);
      await leave();
    });

    test("what the stage shows is what the server makes: an exact size, any turn; and no setting asks the server", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      const asked: string[] = [];
      page.on("request", (request) => request.url().startsWith("http") && asked.push(request.url()));
      await choose(page, "Gradient");
      await openTool(page, "Size");
      await page.getByLabel("Width").fill("500");
      await page.getByLabel("Height").fill("250");
      await page.getByRole("switch", { name: "Exactly this size" }).click();
      await page.getByRole("slider", { name: "Rotation" }).focus();
      for (let degrees = 0; degrees < 20; degrees++) await page.keyboard.press("ArrowRight");
      await page.getByText("20°").waitFor();
      expect(asked).toEqual([]);
      await expectDownloadLikeStage(page);
      expect(asked.length).toBeGreaterThan(0);
      await leave();
    });

    test("a preset places the subject as the shop wants it, and the file says so; own presets last", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await openTool(page, "Presets");
      await page.getByRole("button", { name: "Amazon" }).click();
      await page.getByText("2000 × 2000 px").waitFor();
      const { name, data } = await downloadBy(page, "Download");
      expect(name).toBe("disc-white.jpg");
      const { width, height, at } = await pixelsOf(data);
      expect([width, height]).toEqual([2000, 2000]);
      expect(at(20, 20)).toEqual([255, 255, 255, 255]);

      await openTool(page, "Background");
      await choose(page, "Gradient");
      await page.getByRole("slider", { name: "Direction" }).focus();
      for (let steps = 0; steps < 9; steps++) await page.keyboard.press("ArrowLeft");
      await page.getByText("135°").waitFor();
      await openTool(page, "Size");
      await page.getByLabel("Width").fill("800");
      await page.getByLabel("Height").fill("500");
      await page.getByRole("slider", { name: "Padding" }).focus();
      for (let steps = 0; steps < 13; steps++) await page.keyboard.press("ArrowRight");
      await page.getByRole("slider", { name: "Horizontal position" }).focus();
      await page.keyboard.press("Home");
      await expectDownloadLikeStage(page);
      await openTool(page, "Background");
      await choose(page, "Blur");
      await expectDownloadLikeStage(page);

      await openTool(page, "Presets");
      await page.getByLabel("Name").fill("my shop");
      await page.getByRole("button", { name: "Save these settings" }).click();
      await page.getByRole("button", { name: "Default settings" }).click();
      await page.getByText("640 × 480 px").waitFor();
      await page.reload();
      await addPictures(page, [await discPicture()]);
      await openTool(page, "Presets");
      await page.getByRole("button", { name: "my shop", exact: true }).click();
      await page.getByText("800 × 500 px").waitFor();
      await leave();
    });

    test("the border between before and after follows the mouse", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      const stage = (await page.getByRole("application").boundingBox())!;
      const middle = stage.y + stage.height / 2;
      await page.mouse.move(stage.x + stage.width / 2, middle);
      await page.mouse.down();
      await page.mouse.move(stage.x + stage.width * 0.6, middle, { steps: 4 });
      await page.mouse.up();
      expect(await page.getByRole("slider", { name: "Before and after" }).getAttribute("aria-valuenow")).toBe(
        "60",
      );
      const { points, colors } = await readStage(page, 20, 1);
      const frame = (await page.locator(".checkerboard.absolute").boundingBox())!;
      for (const [i, { x }] of points.entries()) {
        const share = (frame.x - stage.x + x * frame.width) / stage.width;
        // Beside the border and beside the disc.
        if (Math.abs(share - 0.6) > 0.02 && Math.abs(x - DISC.x / WIDTH) > 0.22)
          expect([x, colors[i]![3]]).toEqual([x, share < 0.6 ? 255 : 0]);
      }
      await leave();
    });

    test("strokes keep and erase, and undo and redo take them back and again", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await openTool(page, "Brush");
      await choose(page, "Erase");
      const stage = (await page.getByRole("application").boundingBox())!;
      const middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 };
      await page.mouse.click(middle.x, middle.y);
      await choose(page, "Move");
      const alphaInTheMiddle = async () => (await readStage(page, 1, 1)).colors[0]![3];
      expect(await alphaInTheMiddle()).toBe(0);
      await page.getByRole("button", { name: "Undo" }).click();
      expect(await alphaInTheMiddle()).toBeGreaterThan(240);
      await page.keyboard.press("Control+y");
      expect(await alphaInTheMiddle()).toBe(0);
      await leave();
    });

    test("one click, or the space bar, takes an area away or brings it back, and undo reverts that", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await choose(page, "Color");
      await page.getByLabel("Background color as a hex code").fill("#cc2244");
      await openTool(page, "Brush");
      await choose(page, "Area");
      const behind = [0xcc, 0x22, 0x44, 255];
      const stage = (await page.locator(".checkerboard.absolute").boundingBox())!;
      const scale = stage.width / WIDTH;
      const clickAt = (x: number, y: number) => page.mouse.click(stage.x + x * scale, stage.y + y * scale);
      await clickAt(DISC.x, DISC.y);
      await clickAt(30, 30);
      await choose(page, "Move");
      await expectDownloadLikeStage(page);
      const made = await pixelsOf((await downloadBy(page, "Download")).data);
      expect(made.at(DISC.x, DISC.y)).toEqual(behind);
      expect(made.at(30, 30)).toEqual([0, 0, 0, 255]);
      expect(made.at(600, 460)).toEqual([0, 0, 0, 255]);

      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("button", { name: "Undo" }).click();
      await choose(page, "Area");
      await page.getByRole("application").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Escape");
      const taken = await pixelsOf((await downloadBy(page, "Download")).data);
      expect(taken.at(DISC.x, DISC.y)).toEqual(behind);
      expect(taken.at(30, 30)).toEqual(behind);
      await leave();
    });

    test("one history takes back settings and strokes in the order in which they were made; ? lists the keys", async () => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await openTool(page, "Brush");
      await choose(page, "Erase");
      const stage = (await page.getByRole("application").boundingBox())!;
      await page.mouse.click(stage.x + stage.width / 2, stage.y + stage.height / 2);
      await openTool(page, "Background");
      await choose(page, "Color");
      await page.getByLabel("Background color as a hex code").fill("#cc2244");
      await page.getByRole("tab", { name: "Background" }).focus();
      const middle = async () => (await readStage(page, 1, 1)).colors[0];
      expect(await middle()).toEqual([0xcc, 0x22, 0x44, 255]);
      await page.keyboard.press("Control+z");
      expect(await middle()).toEqual([255, 255, 255, 255]);
      await page.keyboard.press("Control+z");
      expect((await middle())![3]).toBe(0);
      await page.keyboard.press("Control+z");
      expect((await middle())![3]).toBeGreaterThan(240);
      expect(await page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
      for (let i = 0; i < 3; i++) await page.keyboard.press("Control+Shift+z");
      expect(await middle()).toEqual([0xcc, 0x22, 0x44, 255]);
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Ctrl+Z").waitFor();
      await page.keyboard.press("Escape");
      expect(await page.getByRole("dialog").count()).toBe(0);
      await leave();
    });

    test("a stroke that follows edges has the server make the cutout anew, free, and undo takes it back", async ({
      expect,
    }) => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await openTool(page, "Brush");
      const stage = (await page.locator(".checkerboard.absolute").boundingBox())!;
      const corner = { x: stage.x + stage.width / 8, y: stage.y + stage.height / 8 };
      const alphaThere = async () => (await readStage(page, 4, 4)).colors[0]![3];
      // What was painted before gives way to what is found.
      await choose(page, "Erase");
      await page.mouse.click(corner.x, corner.y);
      await page.getByRole("switch", { name: "Follow edges" }).click();
      await choose(page, "Keep");
      const answered = page.waitForResponse("**/api/editor/cutout");
      await page.mouse.click(corner.x, corner.y);
      const answer = await answered;
      expect(answer.headers()["x-credits-charged"]).toBe("0");
      const { width, height, at } = await pixelsOf(await answer.body());
      expect(at(width / 8, height / 8)[3]).toBeGreaterThan(240);
      await choose(page, "Move");
      await page.getByText("1 of 1 ready").waitFor();
      await expect.poll(alphaThere).toBeGreaterThan(240);
      await expectDownloadLikeStage(page);
      await page.keyboard.press("Control+z");
      await expect.poll(alphaThere).toBe(0);
      await leave();
    });

    test("zooms where the mouse is, pans, and fits again", async ({ expect }) => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await choose(page, "Color");
      const frame = () => page.locator(".checkerboard.absolute").boundingBox();
      const fitted = (await frame())!;
      const mouse = { x: fitted.x + fitted.width / 4, y: fitted.y + fitted.height / 4 };
      await page.mouse.move(mouse.x, mouse.y);
      await page.mouse.wheel(0, -300);
      const factor = Math.exp(0.6);
      await expect.poll(async () => (await frame())!.width / fitted.width).toBeCloseTo(factor, 2);
      const zoomed = (await frame())!;
      expect((mouse.x - zoomed.x) / zoomed.width).toBeCloseTo(0.25, 2);
      expect((mouse.y - zoomed.y) / zoomed.height).toBeCloseTo(0.25, 2);
      await page.mouse.down();
      await page.mouse.move(mouse.x + 70, mouse.y - 30, { steps: 3 });
      await page.mouse.up();
      const panned = (await frame())!;
      expect([Math.round(panned.x - zoomed.x), Math.round(panned.y - zoomed.y)]).toEqual([70, -30]);
      await page.getByRole("button", { name: "Fit to view" }).click();
      expect(await frame()).toEqual(fitted);
      await leave();
    });

    test("many pictures share the settings and come as one ZIP", async ({ expect }) => {
      const { page, leave } = await start();
      await addPictures(page, [
        await discPicture("one.png"),
        await discPicture("two.png"),
        await discPicture("one.png"),
      ]);
      const shapes = () =>
        page.locator("li img").evaluateAll((all) =>
          all.map((image) => {
            const { naturalWidth, naturalHeight } = image as HTMLImageElement;
            return naturalWidth / naturalHeight;
          }),
        );
      const shape = expect.closeTo(WIDTH / HEIGHT, 1);
      await expect.poll(shapes).toEqual([shape, shape, shape]);
      await openTool(page, "File");
      await choose(page, "WebP");
      const { name, data } = await downloadBy(page, "Download all as ZIP");
      const files = unzipSync(data);
      expect(name).toBe("alphacut-cutout.zip");
      expect(Object.keys(files)).toEqual(["one-cutout.webp", "two-cutout.webp", "one-cutout (2).webp"]);
      for (const file of Object.values(files)) expect(strFromU8(file.subarray(8, 12))).toBe("WEBP");
      await leave();
    });

    test("a result is copied, seen at its actual size, and the brush grows by key", async ({ expect }) => {
      const { page, context, leave } = await start();
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await addPictures(page, [await discPicture()]);
      await page.getByRole("button", { name: "Copy the result" }).click();
      const copied = () =>
        page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          const bitmap = await createImageBitmap(await item!.getType("image/png"));
          return [bitmap.width, bitmap.height];
        });
      await expect.poll(() => copied().catch(() => [])).toEqual([WIDTH, HEIGHT]);
      await page.getByRole("button", { name: "Actual size" }).click();
      const frame = (await page.locator(".checkerboard.absolute").boundingBox())!;
      expect([frame.width, frame.height]).toEqual([WIDTH, HEIGHT]);
      await openTool(page, "Brush");
      await page.getByText("24 px").waitFor();
      await page.keyboard.press("]");
      await page.getByText("29 px").waitFor();
      await leave();
    });

    test("a picture that fails holds nobody up: the ZIP has the others, and says that one is missing", async () => {
      const { page, leave } = await start({ expectsFailures: true });
      const { buffer } = await discPicture();
      await page
        .getByLabel("Choose pictures")
        .setInputFiles([
          await discPicture("one.png"),
          { name: "damaged.png", mimeType: "image/png", buffer: buffer.subarray(0, 60) },
          await discPicture("two.png"),
        ]);
      await page.getByText("2 of 3 ready").waitFor();
      const problem = "This file is damaged or isn't a picture.";
      await page.getByRole("button", { name: `Show damaged.png, ${problem}` }).click();
      await page.getByRole("alert").getByText(problem).waitFor();
      const { data } = await downloadBy(page, "Download all as ZIP");
      expect(Object.keys(unzipSync(data))).toEqual(["one-cutout.png", "two-cutout.png"]);
      await page.getByText("1 picture isn't in the ZIP").waitFor();
      await page.getByRole("button", { name: "Remove this picture" }).click();
      await page.getByText("2 of 2 ready").waitFor();
      await leave();
    });

    test("takes a photo with the camera", async () => {
      const { page, leave } = await start();
      await page.getByRole("button", { name: "Take a photo" }).click();
      await page.getByRole("button", { name: "Take photo" }).click();
      await page.getByText("1 of 1 ready").waitFor();
      await leave();
    });

    test("takes pictures that are pasted and dropped, and says what is wrong with a file that is none", async () => {
      const { page, leave } = await start();
      const { buffer } = await discPicture();
      await page.evaluate(
        (bytes) => {
          const holding = (name: string) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
            return transfer;
          };
          dispatchEvent(new ClipboardEvent("paste", { clipboardData: holding("pasted.png") }));
          dispatchEvent(new DragEvent("drop", { dataTransfer: holding("dropped.png"), cancelable: true }));
        },
        [...buffer],
      );
      await page.getByText("2 of 2 ready").waitFor();
      await page.getByLabel("Add pictures").setInputFiles({
        name: "notes.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("no picture"),
      });
      await page
        .getByRole("alert")
        .getByText("notes.txt wasn't added: This file type isn't supported")
        .waitFor();
      await leave();
    });

    test("works by keyboard alone, from choosing the picture to the download", async () => {
      const { page, leave } = await start();
      const chooser = page.waitForEvent("filechooser");
      await tabTo(page, "Choose pictures");
      await page.keyboard.press("Enter");
      await (await chooser).setFiles([await discPicture()]);
      await page.getByText("1 of 1 ready").waitFor();

      await tabTo(page, "Before and after", "slider");
      await page.keyboard.press("End");
      expect(await page.getByRole("slider", { name: "Before and after" }).getAttribute("aria-valuenow")).toBe(
        "100",
      );

      await tabTo(page, "Background", "tab");
      await page.keyboard.press("ArrowRight");
      await tabTo(page, "Move", "radio");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await tabTo(page, "disc.png without its background", "application");
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Space");
      await tabTo(page, "Download");
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      const pixels = await pixelsOf((await contentOf(download)).data);
      expect([pixels.width, pixels.height]).toEqual([WIDTH, HEIGHT]);
      expect(pixels.at(WIDTH / 2, HEIGHT / 2)[3]).toBe(0);
      expect(pixels.at(DISC.x + DISC.radius / 2, DISC.y - DISC.radius / 2)[3]).toBeGreaterThan(240);
      await leave();
    });
  });
}

/** Presses Tab until something with this name, and role, has the focus. */
async function tabTo(page: Page, name: string, role?: string): Promise<void> {
  const described = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
      return {
        name: (element.ariaLabel ?? label ?? "").trim(),
        role: element.role ?? (element as HTMLInputElement).type,
      };
    });
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = await described();
    if (focused.name === name && (role === undefined || focused.role === role)) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}
