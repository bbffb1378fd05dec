export { ConfigError, printConfig, readConfig, type VariableName } from "./config.ts";
export { describeModel } from "./describe-model.ts";
export { layBackupReady } from "./lay-backup-ready.ts";
export type {
  AnswerHeader,
  DocumentedError,
  FapihubField,
  MembershipField,
  MembershipParameter,
  RmbgField,
} from "./reference/documented.ts";
export { describeApi, type OpenApiDocument } from "./reference/openapi.ts";
export { serve } from "./serve.ts";
