/** Who may import whom: the table of ARCHITECTURE.md, enforced by `npm run deps`. */
const own = (name) => `^packages/${name}/src`;
const allButSelf = (name, ...allowed) => `^(packages/(?!(${[name, ...allowed].join("|")})/)|bench/)`;
const may = (name, ...allowed) => ({
  name: `${name}-imports`,
  severity: "error",
  from: { path: own(name) },
  to: { path: allButSelf(name, ...allowed) },
});

/** Tests and what serves only them. */
const tests = "\\.test(-d)?\\.ts$|/testing/|/test/";

/** One folder of the server and the folders it builds on, from the ground up. */
const layer = (name, ...below) => ({
  name: `server-${name}-imports`,
  severity: "error",
  from: { path: `^packages/server/src/${name}/`, pathNot: tests },
  to: { path: `^packages/server/src/(?!(${[name, ...below].join("|")})/)` },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "not-resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    may("pixels"),
    may("engine", "pixels"),
    {
      name: "portable-needs-no-node",
      comment: "What of the engine runs in a browser, too",
      severity: "error",
      from: { path: "^packages/engine/src/portable\\.ts$" },
      to: {
        reachable: true,
        path: "^(node:)?(fs|path|os|crypto|zlib|url|module|child_process|stream|timers)(/|$)|node_modules",
      },
    },
    {
      name: "browser-uses-what-is-portable",
      severity: "error",
      from: { path: own("browser"), pathNot: tests },
      to: { path: "^packages/engine/src/(?!portable\\.ts)" },
    },
    may("browser", "engine"),
    may("platform"),
    may("server", "engine", "platform"),
    may("sdk"),
    may("cli", "engine", "sdk", "server"),
    may("web", "pixels", "sdk", "browser"),
    may("docs", "engine", "platform", "server"),
    layer("cutout"),
    layer("queue"),
    layer("schemas"),
    layer("http", "cutout"),
    layer("operations", "cutout", "http"),
    layer("site", "http"),
    layer("stripe", "http"),
    layer("cutout-routes", "cutout", "http", "operations"),
    layer("dialects", "cutout", "http", "cutout-routes", "schemas"),
    layer("editor", "cutout", "http", "cutout-routes"),
    layer("jobs", "cutout", "http", "operations"),
    layer("jobs-api", "cutout", "http", "jobs"),
    layer("sign-in", "http"),
    layer("account-api", "cutout", "http", "schemas", "sign-in"),
    layer("admin-api", "cutout", "http", "operations", "queue", "account-api"),
    {
      name: "tracing-is-loaded-when-it-is-on",
      severity: "error",
      from: { path: "^packages/server/src/", pathNot: "/operations/otlp-tracing\\.ts$" },
      to: { path: "node_modules/@opentelemetry/|/operations/otlp-tracing\\.ts$", dynamic: false },
    },
    {
      name: "one-dialect-knows-no-other",
      severity: "error",
      from: { path: "^packages/server/src/dialects/([^/]+)/", pathNot: tests },
      to: { path: "^packages/server/src/dialects/([^/]+)/", pathNot: "^packages/server/src/dialects/$1/" },
    },
    {
      name: "no-test-support-in-the-product",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: tests },
      to: { path: tests },
    },
    {
      name: "through-the-front-door",
      comment: "Packages use each other's public surface only",
      severity: "error",
      from: { path: "^(packages|bench)/([^/]+)/" },
      to: {
        path: "^packages/([^/]+)/src/(?!(index|browser|portable|remover|basics|(testing|calibration|imgly|remove-bg|queue)/index|testing/segmenter-contract)\\.ts)",
        pathNot: "^$1/$2/",
      },
    },
    {
      name: "only-the-entry-knows-the-environment",
      comment: "main.ts is the one place that may be imported by nobody",
      severity: "error",
      from: {},
      to: { path: "^packages/[^/]+/src/main\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: "/(dist|\\.types)/",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@alphacut/source", "import", "types", "default", "node"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
