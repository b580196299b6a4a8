import { isModuleParameterRuntimeValue, type IgnitionModule } from "@nomicfoundation/ignition-core";
import type { Abi, AbiParameter } from "viem";

/** A parameter that the Ignition modules ask for. */
export type ModuleParameter = {
  readonly name: string;
  /** Solidity type of the argument it becomes; the narrowest if there are several. */
  readonly type: string;
  /** Whether the modules have a value for it. */
  readonly isOptional: boolean;
};

type AbiOf = (contract: string) => Promise<Abi>;
type Step = {
  readonly contractName?: string;
  readonly contract?: Step;
  readonly functionName?: string;
  readonly constructorArgs?: readonly unknown[];
  readonly args?: readonly unknown[];
};

/** The parameters of a module and its submodules, by walking what they deploy and call: a new one needs no second list. */
export async function moduleParameters(module: IgnitionModule, abiOf: AbiOf): Promise<readonly ModuleParameter[]> {
  const found = new Map<string, ModuleParameter>();
  for (const step of stepsOf(module)) {
    const values = step.constructorArgs ?? step.args ?? [];
    if (!values.some(mentionsParameter)) continue;
    const inputs = await inputsOf(step, abiOf);
    values.forEach((value, index) => collect(found, value, inputs[index]));
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function stepsOf(module: IgnitionModule, seen = new Set<IgnitionModule>()): Step[] {
  if (seen.has(module)) return [];
  seen.add(module);
  return [...[...module.submodules].flatMap((part) => stepsOf(part, seen)), ...([...module.futures] as Step[])];
}

async function inputsOf(step: Step, abiOf: AbiOf): Promise<readonly AbiParameter[]> {
  const contract = step.contractName ?? step.contract?.contractName;
  if (contract === undefined) return [];
  const entry = (await abiOf(contract)).find((item) =>
    step.functionName === undefined
      ? item.type === "constructor"
      : item.type === "function" && (item.name === step.functionName || step.functionName!.startsWith(`${item.name}(`)),
  );
  return entry !== undefined && "inputs" in entry ? entry.inputs : [];
}

function collect(found: Map<string, ModuleParameter>, value: unknown, input: AbiParameter | undefined): void {
  if (isModuleParameterRuntimeValue(value)) {
    const { name, defaultValue } = value as { name: string; defaultValue: unknown };
    const type = input?.type ?? "string";
    const known = found.get(name);
    found.set(name, {
      name,
      type: known === undefined ? type : narrower(known.type, type),
      isOptional: (known?.isOptional ?? true) && defaultValue !== undefined,
    });
  } else if (Array.isArray(value)) {
    const element = input === undefined ? undefined : { ...input, type: input.type.replace(/\[\d*\]$/, "") };
    for (const item of value) collect(found, item, element);
  } else if (isPlain(value)) {
    const components = (input as { readonly components?: readonly AbiParameter[] } | undefined)?.components ?? [];
    for (const [key, item] of Object.entries(value))
      collect(
        found,
        item,
        components.find(({ name }) => name === key),
      );
  }
}

function mentionsParameter(value: unknown): boolean {
  if (isModuleParameterRuntimeValue(value)) return true;
  if (Array.isArray(value)) return value.some(mentionsParameter);
  return isPlain(value) && Object.values(value).some(mentionsParameter);
}

/** Futures, which hold other futures, are no plain objects. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype && !("type" in value);
}

function narrower(a: string, b: string): string {
  const bits = (type: string) => (type.startsWith("uint") ? Number(type.slice(4) || 256) : 0);
  return bits(b) > 0 && bits(b) < bits(a) ? b : a;
}
