import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { toFunctionSelector, type AbiFunction, type Hex } from "viem";

import { repositoryRoot } from "./deployment.ts";

/** A function that only the `AccessManager` opens. */
export type RestrictedFunction = { readonly contract: string; readonly name: string; readonly selector: Hex; readonly signature: string };

type Node = { readonly nodeType?: string; readonly [key: string]: unknown };

/** Every function of a deployable contract that carries the modifier `restricted` (or one named after it, as `restrictedUnlessBridge`), from the compiler's syntax trees. */
export async function restrictedFunctions(contracts: readonly string[]): Promise<RestrictedFunction[]> {
  const found = new Map<string, RestrictedFunction>();
  const folder = path.join(repositoryRoot, "artifacts", "build-info");
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".output.json"))) {
    const { output } = JSON.parse(await readFile(path.join(folder, file), "utf8")) as {
      output: { sources: Record<string, { ast: Node }>; contracts: Record<string, Record<string, { abi: AbiFunction[] }>> };
    };
    const definitions = new Map<number, Node>();
    for (const { ast } of Object.values(output.sources)) {
      for (const node of (ast.nodes as Node[]).filter(({ nodeType }) => nodeType === "ContractDefinition")) definitions.set(node.id as number, node);
    }
    for (const definition of definitions.values()) {
      const contract = definition.name as string;
      if (!contracts.includes(contract)) continue;
      const abi = Object.values(output.contracts).find((source) => contract in source)?.[contract]?.abi ?? [];
      const names = (definition.linearizedBaseContracts as number[]).flatMap((id) => restrictedNames(definitions.get(id)));
      for (const entry of abi.filter((entry) => entry.type === "function" && names.includes(entry.name))) {
        const signature = `${entry.name}(${entry.inputs.map(({ type }) => type).join(",")})`;
        const selector = toFunctionSelector(entry);
        found.set(`${contract}.${selector}`, { contract, name: entry.name, selector, signature });
      }
    }
  }
  return [...found.values()].sort((a, b) => `${a.contract}.${a.name}`.localeCompare(`${b.contract}.${b.name}`));
}

function restrictedNames(contract: Node | undefined): string[] {
  return ((contract?.nodes ?? []) as Node[])
    .filter(({ nodeType }) => nodeType === "FunctionDefinition")
    .filter(({ modifiers }) => (modifiers as { modifierName: { name: string } }[]).some(({ modifierName }) => modifierName.name.startsWith("restricted")))
    .map(({ name }) => name as string);
}
