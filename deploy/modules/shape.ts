/** What of the suite is built differently on one chain than on another. Facts about the chain and the choices of whoever deploys; amounts and addresses are parameters. */
export type SuiteShape = {
  /**
   * `governor`: `OpenGovernor` and `OpenTimelock` are deployed, the timelock governs. `given`: the parameter `governance` names who governs, a Safe for
   * example.
   */
  readonly governance: "governor" | "given";
  /** Whether the parameter `guardian` names the guardian. If not, governance is its own guardian. */
  readonly hasGuardian: boolean;
  /** Whether the parameter `arbiter` names the arbiter. If not, governance rules, too slowly if it is a governor. */
  readonly hasArbiter: boolean;
  /** Whether OPEN is the chain's gas coin: then the suite's token is `WrappedOpen`, and nobody mints. */
  readonly openIsNative: boolean;
  /** `predeploy`: EAS stands at `0x4200…0021`. `own`: the npm package's contracts are deployed. */
  readonly eas: "predeploy" | "own";
};

/** Governance, guardian and arbiter in one given address, an own EAS, an own token: what local chains and tests use. */
export const plainShape: SuiteShape = { governance: "given", hasGuardian: false, hasArbiter: false, openIsNative: false, eas: "own" };
