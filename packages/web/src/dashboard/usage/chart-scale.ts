const STEPS = [2, 4, 6, 8, 10, 12, 16, 20];

/** The smallest round number that is no less than `most` and whose half is whole too: 2, 4, 6 … 20, 40, 60 … */
export function ceilingFor(most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of STEPS) if (step * power >= most) return step * power;
  }
}
