import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "../api/auth.ts";
import { forgetAccount } from "./forget-account.ts";

/** Signs out, forgets everything about the account and goes to the editor. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: "/" });
      forgetAccount(queries);
    },
  });
  return () => mutate();
}
