/** A value of a metric. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  /** Left out if it is not known now. */
  readonly value: number | null;
  /** Of the name: histograms have `_bucket`, `_sum` and `_count`. */
  readonly suffix?: string;
}

export interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly samples: readonly Sample[];
}

export const metric = (name: string, type: Metric["type"], help: string, samples: readonly Sample[]): Metric => ({
  name,
  type,
  help,
  samples,
});

/** A gauge of one value. */
export const gauge = (name: string, help: string, value: number | null): Metric => metric(name, "gauge", help, [{ value }]);

const escape = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** Metrics in Prometheus' text format 0.0.4. */
export const metricsText = (metrics: readonly Metric[]): string =>
  metrics
    .map(({ name, type, help, samples }) => {
      const lines = samples.flatMap(({ labels = {}, value, suffix = "" }) => {
        if (value === null) return [];
        const list = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
        return [`${name}${suffix}${list.length > 0 ? `{${list.join(",")}}` : ""} ${value}`];
      });
      return lines.length === 0 ? "" : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n");
    })
    .join("");

/** Sum of all series of a metric in Prometheus' text; null if it is not there. */
export const sumOfMetric = (text: string, name: string): number | null => {
  const values = text
    .split("\n")
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(" ") + 1)))
    .filter(Number.isFinite);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
};
