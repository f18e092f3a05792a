import type { TextField } from '@silhouette/core/model';
import type { JudgedText } from '@silhouette/core/policy/text';
import { useEffect, useState } from 'react';
import { openTextReader, type TextReader } from '../../worker/index.ts';

const PAUSE_MS = 200;
let reader: TextReader | null = null;

/** What the text gate finds in a field, a moment after the last key; for the text that it looked at. */
export function useTextFindings(text: string, field: TextField): { readonly text: string; readonly findings: readonly JudgedText[] } {
  const [found, setFound] = useState<{ readonly text: string; readonly findings: readonly JudgedText[] }>({ text: '', findings: [] });
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      reader ??= openTextReader();
      void reader.read(text, field).then((findings) => isOver || setFound({ text, findings }));
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, field]);
  return found;
}
