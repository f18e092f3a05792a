import type { DataSet, Element, SequenceElement } from './types.ts';

/** What a traversal tells: every element in order, and where sequences and items begin and end. */
export interface Visitor {
  leaf(element: Exclude<Element, SequenceElement>): void;
  enterSequence(element: SequenceElement): void;
  enterItem(): void;
  leaveItem(): void;
  leaveSequence(element: SequenceElement): void;
}

interface Frame {
  elements: DataSet;
  next: number;
  readonly sequence: SequenceElement | null;
  item: number;
}

/** Goes through a data set in writing order, with a stack of its own: any depth is fine. */
export function traverse(data: DataSet, visitor: Visitor): void {
  const stack: Frame[] = [{ elements: inWritingOrder(data), next: 0, sequence: null, item: 0 }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const element = frame.elements[frame.next];
    frame.next += 1;
    if (element === undefined) {
      if (frame.sequence === null) return;
      visitor.leaveItem();
      frame.item += 1;
      if (!enterNextItem(frame, visitor)) stack.pop();
    } else if ('items' in element) {
      visitor.enterSequence(element);
      const inside: Frame = { elements: [], next: 0, sequence: element, item: 0 };
      if (enterNextItem(inside, visitor)) stack.push(inside);
    } else {
      visitor.leaf(element);
    }
  }
}

function enterNextItem(frame: Frame, visitor: Visitor): boolean {
  if (frame.sequence === null) return false;
  const item = frame.sequence.items[frame.item];
  if (item === undefined) {
    visitor.leaveSequence(frame.sequence);
    return false;
  }
  visitor.enterItem();
  frame.elements = inWritingOrder(item);
  frame.next = 0;
  return true;
}

/** Whether an element may stand in a data set of a file: no group length (retired), nothing of commands and of the meta header (PS3.5 section 7.1). */
export function belongsInDataSet({ tag }: Element): boolean {
  const group = tag >>> 16;
  return (tag & 0xffff) !== 0 && group !== 0 && group !== 2;
}

/** Ascending tags (PS3.5 section 7.1), those of equal tag as they came; without group lengths, which are retired and would be wrong. */
export function inWritingOrder(data: DataSet): DataSet {
  let last = -1;
  for (const { tag } of data) {
    if (tag < last || (tag & 0xffff) === 0) return data.filter((element) => (element.tag & 0xffff) !== 0).toSorted((a, b) => a.tag - b.tag);
    last = tag;
  }
  return data;
}
