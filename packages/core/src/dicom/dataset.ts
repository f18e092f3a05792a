import type { PathStep } from '../model/index.ts';
import type { ByteSource, DataSet, Element } from './types.ts';

/** The first element of a data set with this tag, not looking into sequences; undefined when there is none. */
export function find(data: DataSet, tag: number): Element | undefined {
  for (const element of data) if (element.tag === tag) return element;
  return undefined;
}

/** The items of a sequence; none when the tag is missing or is no sequence. */
export function itemsOf(data: DataSet, tag: number): readonly DataSet[] {
  const element = find(data, tag);
  return element !== undefined && 'items' in element ? element.items : [];
}

/** All bytes of a value: a view of what is held, or read from the source. Null for sequences and encapsulated data. */
export function bytesOf(element: Element, source: ByteSource): Uint8Array | null {
  if ('bytes' in element) return element.bytes;
  return 'at' in element ? source.read(element.at.start, element.at.end) : null;
}

/**
 * What is told of an element: it, and the steps to it from the outermost data set, for `pathTo`. The array of steps is used again
 * for the next element, so it must be turned into a path at once. 'skip' leaves the items of a sequence out.
 */
export type Visit = (element: Element, steps: readonly PathStep[]) => 'skip' | void;

interface Place {
  readonly elements: DataSet;
  next: number;
  readonly items: readonly DataSet[];
  readonly tag: number;
  item: number;
}

/** Goes through all elements in file order, each sequence before its items, at any depth without recursion. */
export function walk(data: DataSet, visit: Visit): void {
  const steps: PathStep[] = [];
  const stack: Place[] = [{ elements: data, next: 0, items: [data], tag: 0, item: 0 }];
  for (let place = stack.at(-1); place !== undefined; place = stack.at(-1)) {
    const depth = stack.length - 1;
    const element = place.elements[place.next];
    if (element === undefined) {
      stack.pop();
      pushItem(stack, steps, { ...place, item: place.item + 1 });
      continue;
    }
    place.next += 1;
    steps.length = depth;
    steps.push({ tag: element.tag });
    const answer = visit(element, steps);
    if (answer !== 'skip' && 'items' in element) pushItem(stack, steps, { elements: [], next: 0, items: element.items, tag: element.tag, item: 0 });
  }
}

/** Goes on with an item of a sequence, when it has that many. */
function pushItem(stack: Place[], steps: PathStep[], place: Place): void {
  const elements = place.items[place.item];
  if (elements === undefined) return;
  const depth = stack.length;
  if (depth > 0) {
    steps.length = depth - 1;
    steps.push({ tag: place.tag, item: place.item });
  }
  stack.push({ ...place, elements, next: 0 });
}
