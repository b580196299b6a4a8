/** The part of the platform's API that is used; neither ES2023 nor Node's types declare it. */
export const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (source: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
    readonly RuntimeError: new () => Error;
  };
};

let isUsed = true;

/** Whether the WebAssembly cores are used, or their TypeScript twins. */
export const usesWebAssembly = (): boolean => isUsed;

/** Chooses between the WebAssembly cores and their TypeScript twins, which give the same: for those who want to see that they do. */
export function useWebAssembly(isWanted: boolean): void {
  isUsed = isWanted;
}

/** Compiles a module of `generated/` when it is first needed. @returns A function that makes a fresh instance with memory of its own. */
export function lazyModule<Exports>(source: string): () => Exports {
  let compiled: object | undefined;
  return () => {
    compiled ??= new WebAssembly.Module(Buffer.from(source, "base64"));
    const abort = (): never => {
      throw new Error("a WebAssembly core aborted");
    };
    return new WebAssembly.Instance(compiled, { env: { abort } }).exports as Exports;
  };
}
