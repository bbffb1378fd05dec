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
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});
