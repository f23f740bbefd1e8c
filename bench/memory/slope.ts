/** What each step adds, by least squares. */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let covariance = 0;
  let variance = 0;
  for (const [step, value] of values.entries()) {
    covariance += (step - middle) * value;
    variance += (step - middle) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}
