export { PlatformError, type PlatformErrorCode } from "./errors.ts";
export { type Database, openDatabase, type Storage, type StorageOptions } from "./storage/database.ts";
