/** A file of a package that is read when it is needed: WASM or a model. */
export interface PackageFile {
  /** How Node finds it: by the name it has in its package, or beside the script that names it. */
  readonly name: string;
  /** The script that names it: `import.meta.url` there. */
  readonly from: string;
  /** Where a browser fetches it; bundlers replace this by the address of a copy. */
  readonly url: URL;
}

interface NodeBuiltins {
  readonly getBuiltinModule: (name: string) => {
    readonly readFileSync: (path: string) => Uint8Array<ArrayBuffer>;
    readonly createRequire: (from: string) => { readonly resolve: (name: string) => string };
  };
}

/** Node's `process`, where there is one. */
function nodeBuiltins(): NodeBuiltins | undefined {
  const found: unknown = Reflect.get(globalThis, 'process');
  return typeof found === 'object' && found !== null && 'getBuiltinModule' in found ? (found as NodeBuiltins) : undefined;
}

/** The bytes of a file of a package, in Node and in browsers. Throws where it cannot be had. */
export async function fileBytes({ from, name, url }: PackageFile): Promise<Uint8Array<ArrayBuffer>> {
  const node = nodeBuiltins();
  if (node !== undefined) {
    const path = node.getBuiltinModule('node:module').createRequire(from).resolve(name);
    return node.getBuiltinModule('node:fs').readFileSync(path);
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error('a file of the engines could not be fetched');
  return new Uint8Array(await response.arrayBuffer());
}
