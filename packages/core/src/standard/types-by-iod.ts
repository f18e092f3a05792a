import { ATTRIBUTE_ROWS, MACRO_ROWS } from './attributes.generated.ts';
import { IOD_ROWS } from './iods.generated.ts';
import { findSopClass } from './registry.ts';
import { lazy, linesOf } from './table.ts';

/** The type of an attribute, PS3.5 section 7.4: 1 has a value, 2 may be empty, 3 may be absent, C under a condition. */
export type AttributeType = '1' | '1C' | '2' | '2C' | '3';

/** A module of an IOD, PS3.3 annex A. */
export interface ModuleUse {
  readonly module: string;
  /** M mandatory, C conditional, U user's option. */
  readonly usage: 'M' | 'C' | 'U';
  /** False where no table of its attributes is at hand. */
  readonly known: boolean;
}

/** A data set as an IOD describes it: the whole object, or the items of a sequence in it. */
export interface Level {
  /** The strictest type that the modules give a tag here; null where none has it. */
  typeOf(tag: number): AttributeType | null;
  /** The level of the items of a sequence; one that knows nothing where the tag is not in the IOD. */
  items(tag: number): Level;
}

/** An IOD: its modules, and its attributes as a tree. */
export interface Iod {
  readonly ciod: string;
  readonly modules: readonly ModuleUse[];
  /** False where a module's attributes are not at hand: a tag that is not found may still belong to the IOD. */
  readonly complete: boolean;
  readonly top: Level;
}

interface Node {
  type: AttributeType | null;
  readonly children: Map<number, Node>;
  readonly macros: string[];
}

const emptyNode = (): Node => ({ type: null, children: new Map(), macros: [] });
const strictness: readonly (AttributeType | null)[] = [null, '3', '2C', '2', '1C', '1'];
const stricter = (a: AttributeType | null, b: AttributeType | null): AttributeType | null => (strictness.indexOf(a) >= strictness.indexOf(b) ? a : b);

/** The first tag of a repeating group, PS3.5 section 7.6. */
function firstOfGroup(tag: number): number {
  const high = tag >>> 24;
  return high === 0x50 || high === 0x60 ? (tag & 0xff00ffff) >>> 0 : tag;
}

function childOf(node: Node, tag: number): Node {
  const known = node.children.get(tag);
  if (known !== undefined) return known;
  const made = emptyNode();
  node.children.set(tag, made);
  return made;
}

function readTrees(text: string): ReadonlyMap<string, Node> {
  const trees = new Map<string, Node>();
  let open: Node[] = [];
  for (const line of linesOf(text)) {
    if (line.startsWith('# ')) {
      open = [emptyNode()];
      const [root] = open;
      if (root !== undefined) trees.set(line.slice(2), root);
      continue;
    }
    const depth = line.lastIndexOf('.') + 1;
    const [word = '', type = '-'] = line.slice(depth).split(' ');
    const parent = open[depth];
    if (parent === undefined) throw new Error('a generated row has no parent');
    if (word.startsWith('@')) {
      parent.macros.push(word.slice(1));
      continue;
    }
    const child = childOf(parent, firstOfGroup(Number.parseInt(word.replaceAll('x', '0'), 16)));
    child.type = stricter(child.type, type === '-' ? '3' : (type as AttributeType));
    open = [...open.slice(0, depth + 1), child];
  }
  return trees;
}

const macros = lazy(() => readTrees(MACRO_ROWS));
const modules = lazy(() => readTrees(ATTRIBUTE_ROWS));

/** A node with the macros it invokes, and theirs. */
function withMacros(nodes: readonly Node[]): readonly Node[] {
  const all = new Set(nodes);
  for (const node of all) {
    for (const name of node.macros) {
      const macro = macros().get(name);
      if (macro !== undefined) all.add(macro);
    }
  }
  return [...all];
}

function levelOf(nodes: readonly Node[]): Level {
  const all = lazy(() => withMacros(nodes));
  const below = new Map<number, Level>();
  const found = (tag: number): readonly Node[] => all().flatMap((node) => node.children.get(firstOfGroup(tag)) ?? []);
  return {
    typeOf: (tag) => found(tag).reduce<AttributeType | null>((type, node) => stricter(type, node.type), null),
    items: (tag) => {
      const known = below.get(tag);
      if (known !== undefined) return known;
      const made = levelOf(found(tag));
      below.set(tag, made);
      return made;
    },
  };
}

const iodModules = lazy(() => {
  const iods = new Map<string, ModuleUse[]>();
  let open: ModuleUse[] = [];
  for (const line of linesOf(IOD_ROWS)) {
    const [first = '', module = '', hole] = line.split(' ');
    if (first === '#') {
      open = [];
      iods.set(module, open);
    } else open.push({ module, usage: first as ModuleUse['usage'], known: hole === undefined });
  }
  return iods;
});

const made = new Map<string, Iod>();

/** The IOD of a SOP class; undefined where none is known. */
export function iodOf(sopClassUid: string): Iod | undefined {
  const ciod = findSopClass(sopClassUid)?.ciod ?? null;
  const uses = ciod === null ? undefined : iodModules().get(ciod);
  if (ciod === null || uses === undefined) return undefined;
  const known = made.get(ciod);
  if (known !== undefined) return known;
  const nodes = uses.flatMap(({ module }) => modules().get(module) ?? []);
  const iod = { ciod, modules: uses, complete: uses.every((use) => use.known), top: levelOf(nodes) };
  made.set(ciod, iod);
  return iod;
}

/**
 * The type of an attribute in the IOD of a SOP class, by the tags from the top (item numbers do not matter): what decides
 * between X, Z and D. `absent`: the IOD does not have it. `unknown`: no IOD is known, or a module's table is not at hand;
 * then prefer D over Z over X.
 *
 * @see PS3.15 section E.3.1, PS3.3 annex A
 */
export function typeOf(sopClassUid: string, path: readonly number[]): AttributeType | 'absent' | 'unknown' {
  const iod = iodOf(sopClassUid);
  const last = path.at(-1);
  if (iod === undefined || last === undefined) return 'unknown';
  const level = path.slice(0, -1).reduce((above: Level, tag) => above.items(tag), iod.top);
  return level.typeOf(last) ?? (iod.complete ? 'absent' : 'unknown');
}
