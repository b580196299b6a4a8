const NAMES = ["temperature", "top_p", "presence_penalty", "frequency_penalty", "seed"] as const;

/** Sampling parameters that a request sets, for an upstream that samples. */
export function samplingOf(body: Readonly<Partial<Record<(typeof NAMES)[number], number | null>>>): Readonly<Record<string, number>> {
  return Object.fromEntries(NAMES.flatMap((name) => (typeof body[name] === "number" ? [[name, body[name]]] : [])));
}

/** Stop sequences as a list. */
export function stopOf(stop: string | readonly string[] | null | undefined): readonly string[] {
  return stop === null || stop === undefined ? [] : typeof stop === "string" ? [stop] : stop;
}
