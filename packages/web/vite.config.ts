import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

/** The running server that `npm run dev` talks to. */
const SERVER = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // Our own packages from their source: the pages build without the others having been built.
  resolve: { conditions: ["@alphacut/source", ...defaultClientConditions] },
  // The content security policy lets scripts, styles and fonts come from the server only, not from `data:` addresses.
  build: { assetsInlineLimit: 0 },
  server: { proxy: { "/api": SERVER, "/rmbg": SERVER } },
});
