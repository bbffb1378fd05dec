/** Apart from the server's own entry, which loads the queue's library only where there is a queue. */
export { QueuedSegmenter } from "./queued-segmenter.ts";
