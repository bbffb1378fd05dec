import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { accountQuery } from "../api/account.ts";
import { signOut } from "../api/auth.ts";

/** Signs out, forgets everything about the account and goes to the editor. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: "/" });
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "site" });
      queries.setQueryData(accountQuery.queryKey, null);
    },
  });
  return () => mutate();
}
