import { findText } from '@silhouette/core/find/text';
import { judgeText } from '@silhouette/core/policy/text';
import { firstStudyIn, joinedWords, type HeaderWords } from './header-words.ts';
import type { TextAnswer, TextTold } from './text.ts';

const post = (answer: TextAnswer): void => postMessage(answer);

// Of all originals that were looked at in this page. It never leaves this thread: findings hold places.
let known: HeaderWords = {};

addEventListener('message', ({ data }: MessageEvent<TextTold>) => {
  if ('from' in data) {
    data.from.addEventListener('message', (event: MessageEvent<HeaderWords>) => {
      known = joinedWords(known, event.data);
    });
    data.from.start();
    return;
  }
  const { field, id, text } = data;
  post({ id, findings: judgeText(text, findText(text, { field, locale: null, known }), { firstStudy: firstStudyIn(known), locale: null }) });
});
