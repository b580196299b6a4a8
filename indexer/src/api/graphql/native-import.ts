import vm from "node:vm";

/**
 * `import()` as Node does it. Vite, through which Ponder runs this code, would compile a package's ES modules once more and give them
 * copies of their own of what they import.
 */
export const nativeImport = new vm.Script("(url) => import(url)", {
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}).runInThisContext() as (url: string) => Promise<unknown>;
