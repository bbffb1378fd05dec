import { ApiError } from "../api/api-error.ts";

/** The library that shows the API, which the server hands out as one script that sets a global variable. */
const SCRIPT = "/reference/scalar.js";

interface Shown {
  destroy(): void;
}

interface Scalar {
  createApiReference(place: Element, configuration: object): Shown;
}

let loading: Promise<Scalar> | undefined;

/** @throws ApiError `network` when the script does not arrive; the next call tries again */
export function loadScalar(): Promise<Scalar> {
  loading ??= new Promise<Scalar>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = () => resolve((window as unknown as { Scalar: Scalar }).Scalar);
    script.onerror = () => {
      loading = undefined;
      script.remove();
      reject(new ApiError({ code: "network", message: `${SCRIPT} did not load` }));
    };
    document.head.append(script);
  });
  return loading;
}

/** Shows the API in `place`. Everything comes from this server: no fonts, no proxy, no telemetry from elsewhere. */
export function showApi(scalar: Scalar, place: Element, key: string | undefined): Shown {
  const schemes = ["apiKey", "fapihubKey"];
  return scalar.createApiReference(place, {
    url: "/api/openapi",
    theme: "none",
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    hideClientButton: true,
    hideDarkModeToggle: true,
    forceDarkModeState: isDark() ? "dark" : "light",
    showDeveloperTools: "never",
    // The document brings its own samples, which send files as files.
    hiddenClients: true,
    ...(key !== undefined && {
      authentication: {
        preferredSecurityScheme: "apiKey",
        securitySchemes: Object.fromEntries(schemes.map((name) => [name, { value: key }])),
      },
    }),
  });
}

/** Follows the chosen appearance from now on. Answers what ends it. */
export function followAppearance(): () => void {
  const follow = () => {
    document.body.classList.toggle("dark-mode", isDark());
    document.body.classList.toggle("light-mode", !isDark());
  };
  const chosen = new MutationObserver(follow);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", follow);
  follow();
  return () => {
    chosen.disconnect();
    system.removeEventListener("change", follow);
  };
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}
