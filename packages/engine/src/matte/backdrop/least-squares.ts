/**
 * Solves the symmetric positive definite system `A x = b` for several right-hand sides (Cholesky), in place.
 *
 * @param matrix `size × size`, row by row; its lower triangle is read
 * @param sides each of `size` values; replaced by the solutions
 */
export function solve(matrix: Float64Array, sides: Float64Array[]): void {
  const n = sides[0]!.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * n + j]!;
    }
  }
  for (const side of sides) {
    for (let i = 0; i < n; i++) {
      let sum = side[i]!;
      for (let k = 0; k < i; k++) sum -= matrix[i * n + k]! * side[k]!;
      side[i] = sum / matrix[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = side[i]!;
      for (let k = i + 1; k < n; k++) sum -= matrix[k * n + i]! * side[k]!;
      side[i] = sum / matrix[i * n + i]!;
    }
  }
}
