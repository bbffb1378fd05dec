/** What a model runs on. */
export type Device = "cpu";
