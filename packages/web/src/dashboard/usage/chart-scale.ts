/** The smallest round number that is no less than `most` and whose half is whole too: 2, 4, 10, 20, 40, 100 … */
export function ceilingFor(most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [2, 4, 10]) if (step * power >= most) return step * power;
  }
}
