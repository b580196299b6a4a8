/** Everything that stops a deployment before its first transaction, one line each, each with its fix. */
export class DeploymentRefusedError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "DeploymentRefusedError";
    this.problems = problems;
  }
}
