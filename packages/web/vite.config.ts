import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * What the built pages may load, as a `<meta>`: it holds wherever the files are served from. Only `style` attributes that
 * scripts set through the CSSOM are used, which no policy has to allow.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
      injectTo: "head-prepend",
    },
  ],
};

/** The running server that `npm run dev` talks to. */
const SERVER = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), contentSecurityPolicy],
  build: { assetsInlineLimit: 0 },
  server: { proxy: { "/api": SERVER, "/rmbg": SERVER } },
});
