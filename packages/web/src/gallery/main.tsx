import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "../app/query-client.ts";
import { startI18n } from "../i18n/i18n.ts";
import { LiveRegion } from "../ui/Live.tsx";
import { answerWithoutServer } from "./answers.ts";
import { Index } from "./Index.tsx";
import { stateNamed } from "./states.ts";
import "../style.css";

/*
 * `npm run gallery`: every state of the components, without a server. One state by its address (`?state=…`), or all of them
 * in a list beside the one that is shown.
 */
answerWithoutServer();
await startI18n();
const state = stateNamed(new URLSearchParams(location.search).get("state"));
const shown = await state?.prepare?.();
const router = createRouter({
  routeTree: createRootRoute({
    component: () =>
      state ? (
        <main className="flex min-h-dvh flex-col">
          <h1 className="sr-only">{state.name}</h1>
          {state.show(shown)}
          <LiveRegion />
        </main>
      ) : (
        <Index />
      ),
  }),
  history: createMemoryHistory(),
});
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>
  </StrictMode>,
);
