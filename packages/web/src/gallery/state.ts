import type { ReactNode } from "react";

/** Components as somebody may meet them. */
export interface State {
  /** In its address. */
  id: string;
  group: string;
  name: string;
  /** What has to be there before it is shown; what it returns is given to `show`. */
  prepare?: () => Promise<unknown>;
  show: (prepared: unknown) => ReactNode;
}
