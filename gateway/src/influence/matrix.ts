/**
 * `out[row, o] (+)= Σ_k input[row, k] · weights[o, k]`, row-major. Four rows at a time, so that a weight is read once for four sums.
 * @param add Keeps what `out` holds; else it is overwritten.
 */
export function multiply(
  out: Float64Array,
  input: Float64Array,
  weights: Float64Array,
  { rows, inner, outputs, add = false }: { rows: number; inner: number; outputs: number; add?: boolean },
): void {
  if (!add) out.fill(0, 0, rows * outputs);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const [a, b, c, d] = [row * inner, (row + 1) * inner, (row + 2) * inner, (row + 3) * inner];
    for (let o = 0, w = 0; o < outputs; o++) {
      let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
      for (let k = 0; k < inner; k++) {
        const weight = weights[w++]!;
        sumA += weight * input[a + k]!;
        sumB += weight * input[b + k]!;
        sumC += weight * input[c + k]!;
        sumD += weight * input[d + k]!;
      }
      const at = row * outputs + o;
      out[at]! += sumA;
      out[at + outputs]! += sumB;
      out[at + 2 * outputs]! += sumC;
      out[at + 3 * outputs]! += sumD;
    }
  }
  for (; row < rows; row++) {
    for (let o = 0, w = 0; o < outputs; o++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += weights[w++]! * input[row * inner + k]!;
      out[row * outputs + o]! += sum;
    }
  }
}

/** `out[i, j] += Σ_row left[row, i] · right[row, j]`: a weight's gradient. */
export function addOuter(
  out: Float64Array,
  left: Float64Array,
  right: Float64Array,
  { rows, width, inner }: { rows: number; width: number; inner: number },
): void {
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const scale = left[row * width + i]!;
      if (scale === 0) continue;
      const [at, from] = [i * inner, row * inner];
      for (let j = 0; j < inner; j++) out[at + j]! += scale * right[from + j]!;
    }
  }
}

/** Rows become columns. */
export function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j]!;
  return out;
}

/** Lower factor of a symmetric positive definite matrix. @throws RangeError if it is not. */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i === j) {
        if (!(sum > 0)) throw new RangeError(`The matrix is not positive definite at row ${i} (${sum}); raise the damping.`);
        lower[i * size + i] = Math.sqrt(sum);
      } else lower[i * size + j] = sum / lower[j * size + j]!;
    }
  }
  return lower;
}

/** Solves `L · Lᵀ · x = vector`. */
export function solve(lower: Float64Array, size: number, vector: Float64Array): Float64Array {
  const x = Float64Array.from(vector);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * size + k]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k * size + i]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  return x;
}
