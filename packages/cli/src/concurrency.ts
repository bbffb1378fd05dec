/**
 * Works on items as they come, at most `limit` at a time.
 * @throws what `work` or the source of the items throws, once everything that had begun has ended
 */
export async function forEachAtOnce<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = iterate(items);
  const lane = async () => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) await work(next.value);
  };
  const ends = await Promise.allSettled(Array.from({ length: limit }, lane));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Like `forEachAtOnce`, but hands the results on one by one, in the order of the items. Nothing follows a failure. */
export async function forEachInOrder<T, R>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
  handOn: (result: R) => Promise<void>,
): Promise<void> {
  let previous = Promise.resolve();
  await forEachAtOnce(items, limit, (item) => {
    const result = work(item);
    // Its turn may come long after it has failed.
    result.catch(() => {});
    previous = previous.then(() => result).then(handOn);
    return previous;
  });
}

async function* iterate<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}
