/* global Scalar */
// Everything comes from this server: no fonts, no proxy, no telemetry from elsewhere.
Scalar.createApiReference("#reference", {
  url: "/api/openapi",
  theme: "none",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
  // The document brings its own samples, which send files as files.
  hiddenClients: true,
});
