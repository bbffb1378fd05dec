/**
 * Whether a text can be stored and comes back as it was: PostgreSQL takes no NUL character, and half of a surrogate pair
 * is no character at all.
 */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

/** The same for every text in a value out of JSON or a query, names included. */
export function isStorableThroughout(value: unknown): boolean {
  // No recursion: a body may nest deeper than the stack.
  const open = [value];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next === "string" && !isStorable(next)) return false;
    if (typeof next === "object" && next !== null) {
      for (const [name, inner] of Object.entries(next)) open.push(name, inner);
    }
  }
  return true;
}
