import { findText } from '@silhouette/core/find/text';
import { judgeText } from '@silhouette/core/policy/text';
import type { TextAnswer, TextAsk } from './text.ts';

const post = (answer: TextAnswer): void => postMessage(answer);

addEventListener('message', ({ data }: MessageEvent<TextAsk>) => {
  const { id, text, field } = data;
  post({ id, findings: judgeText(text, findText(text, { field, locale: null, known: null })) });
});
