/** For the modules that `forkWorker` starts: they live as long as whoever started them. */

/** Says something to the parent. Where nobody is there to hear it any more, the process just ends. */
export function tellParent(message: unknown): void {
  process.send?.(message, undefined, undefined, (error) => {
    if (error) process.exit();
  });
}

export function liveWithParent(): void {
  process.on("disconnect", () => process.exit());
  // Ctrl-C reaches the whole process group. The parent decides what is finished first, and ends this process with itself.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
}
