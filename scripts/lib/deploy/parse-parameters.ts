import { getAddress, isAddress } from "viem";

import { plainShape, type SuiteShape } from "../../../deploy/modules/shape.ts";
import type { ModuleParameter } from "./module-parameters.ts";
import { DeploymentRefusedError } from "./problems.ts";
import { shapeOf, suiteParameters } from "./suite-module.ts";

export type ParameterValue = string | number | bigint | boolean;
/** Values of the modules' parameters by name; what each means stands in `deploy/parameters/README.md`. */
export type SuiteParameters = Readonly<Record<string, ParameterValue>>;

export type ParsedParameters = {
  readonly parameters: SuiteParameters;
  /** Text that makes the addresses of one release differ from another's. */
  readonly salt: string | undefined;
};

/** Keys of a parameter file that are no parameter of a module. */
const own = ["salt", "openIsNative"];

/** Reads a parameter file of the suite. @throws DeploymentRefusedError with every parameter that is missing, unknown or malformed. */
export async function parseSuiteParameters(file: string, text: string): Promise<ParsedParameters> {
  const json = parseObject(file, text);
  const shape = await shapeOf(json as SuiteParameters).catch((error: Error) => {
    throw new DeploymentRefusedError([`${file}: ${error.message}`]);
  });
  const everyShape: readonly SuiteShape[] = [
    { ...plainShape, hasGuardian: true, hasArbiter: true },
    { ...plainShape, governance: "governor", openIsNative: true },
  ];
  const known = (await Promise.all(everyShape.map((other) => suiteParameters(other)))).flat().map(({ name }) => name);
  const parsed = parseParameters(file, text, await suiteParameters(shape), known);
  return { ...parsed, parameters: { ...parsed.parameters, ...(json.openIsNative === true ? { openIsNative: true } : {}) } };
}

/**
 * Reads a parameter file.
 * @param known Names that another shape of the suite asks for; here they are of no use.
 * An empty text leaves a parameter out; `treasury` is then `governance`.
 * @throws DeploymentRefusedError with every parameter that is missing, unknown or malformed.
 */
export function parseParameters(
  file: string,
  text: string,
  wanted: readonly ModuleParameter[],
  known: readonly string[] = [],
): ParsedParameters {
  const json = parseObject(file, text);
  const problems: string[] = [];
  const given = Object.fromEntries(Object.entries(json).filter(([, value]) => value !== "" && value !== null));
  const inherits = wanted.some(({ name }) => name === "treasury") && given.treasury === undefined && given.governance !== undefined;
  if (inherits) given.treasury = given.governance;
  const names = [...new Set([...wanted.map(({ name }) => name), ...own, ...known])];
  for (const name of Object.keys(json).filter((key) => !names.includes(key)))
    problems.push(`${file}: there is no parameter ${name}; there are ${names.join(", ")}`);

  const parameters: Record<string, ParameterValue> = {};
  for (const { name, type, isOptional } of wanted) {
    const value = given[name];
    if (value === undefined) {
      if (!isOptional) problems.push(`${file}: ${name} is missing; set it to ${kindOf(type)}`);
      continue;
    }
    const parsed = parseValue(value, type);
    if (parsed === undefined) problems.push(`${file}: ${name} is ${JSON.stringify(value)}; it must be ${kindOf(type)}`);
    else parameters[name] = parsed;
  }
  if (given.salt !== undefined && typeof given.salt !== "string") problems.push(`${file}: salt is no text`);
  if (json.openIsNative !== undefined && typeof json.openIsNative !== "boolean")
    problems.push(`${file}: openIsNative must be true or false`);
  if (problems.length > 0) throw new DeploymentRefusedError(problems);
  return { parameters, salt: given.salt as string | undefined };
}

function parseObject(file: string, text: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DeploymentRefusedError([`${file} is no JSON: ${(error as Error).message}`]);
  }
  if (json === null || typeof json !== "object" || Array.isArray(json))
    throw new DeploymentRefusedError([`${file} must hold one JSON object with a value for each parameter`]);
  return json as Record<string, unknown>;
}

function parseValue(value: unknown, type: string): ParameterValue | undefined {
  if (type === "address") return typeof value === "string" && isAddress(value) ? getAddress(value) : undefined;
  if (type === "bool") return typeof value === "boolean" ? value : undefined;
  if (type.startsWith("uint")) {
    const digits = typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? `${value}` : value;
    if (typeof digits !== "string" || !/^\d+$/.test(digits)) return undefined;
    return BigInt(digits) < 1n << BigInt(type.slice(4) || 256) ? BigInt(digits) : undefined;
  }
  if (type.startsWith("bytes")) {
    const length = type.slice(5);
    const pattern = length === "" ? /^0x([0-9a-f]{2})*$/i : new RegExp(`^0x[0-9a-f]{${2 * Number(length)}}$`, "i");
    return typeof value === "string" && pattern.test(value) ? value : undefined;
  }
  return typeof value === "string" ? value : undefined;
}

function kindOf(type: string): string {
  if (type === "address") return "an address, with a right checksum if its letters are in both cases";
  if (type === "bool") return "true or false";
  if (type.startsWith("uint")) return `a whole number below 2^${type.slice(4) || 256}, as text if it is large`;
  return type === "string" ? "a text" : `a hex text of type ${type}`;
}
