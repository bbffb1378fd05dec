/**
 * Whether every text in a value out of JSON or a query, names included, can be stored and comes back as it was: PostgreSQL
 * takes no NUL character, and half of a surrogate pair is no character at all.
 */
export function isStorable(value: unknown): boolean {
  // No recursion: a body may nest deeper than the stack.
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string" && (next.includes("\0") || /\p{Surrogate}/u.test(next))) return false;
    if (typeof next === "object" && next !== null) {
      for (const [name, inner] of Object.entries(next)) open.push(name, inner);
    }
  }
  return true;
}
