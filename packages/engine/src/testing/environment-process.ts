/** Entry of a process that tells its environment. */
process.send?.(process.env);
process.disconnect();
