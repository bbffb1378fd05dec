import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/api-error.ts";

const RETRIES = 2;

/** Only what may pass by itself is asked again: no answer, a timeout, a busy or broken server. */
function mayPass(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < RETRIES && mayPass(error), staleTime: 10_000 },
  },
});
