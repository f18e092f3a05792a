import type { FacesSeen, FindFaces, Picture, Seen } from '@silhouette/core/image';
import { detector, type RunModel } from '../runtime/index.ts';
import { placesOf, scoreOf } from './places.ts';
import { CELL, resized } from './resize.ts';

/** The long sides at which a picture is looked at: large faces, those of a portrait with its surroundings, and small ones. */
const SIDES = [144, 256, 448];
/** A picture is never enlarged more than so. */
const MOST_ENLARGED = 1.5;

/**
 * Our own detector of faces, also of those with a bar, a blur or pixels over them, and of photographs. Loaded when it is first asked;
 * `no-decoder` where its files cannot be had. See MODEL.md beside this file for what it was trained on and what it reaches.
 */
export const findFaces: FindFaces = detector(
  { name: './face-detector.onnx', from: import.meta.url, url: new URL('./face-detector.onnx', import.meta.url) },
  async (run, picture) => {
    const faces: Seen[] = [];
    let photograph = 0;
    const scales = scalesOf(picture);
    for (const scale of scales) {
      const seen = await lookAt(run, picture, scale);
      faces.push(...seen.faces);
      photograph += seen.photograph / scales.size;
    }
    return { photograph: scoreOf(photograph), faces };
  },
);

function scalesOf({ height, width }: Picture): ReadonlySet<number> {
  return new Set(SIDES.map((side) => Math.min(MOST_ENLARGED, side / Math.max(width, height))));
}

/** `photograph` is a logit yet. */
async function lookAt(run: RunModel, picture: Picture, scale: number): Promise<FacesSeen> {
  const { data, height, width } = resized(picture, scale);
  const { face, photograph } = await run({ x: { data, dims: [1, 3, height, width] } });
  const [isPhotograph] = photograph?.data ?? [];
  if (face === undefined || isPhotograph === undefined) throw new Error('the net gives no map');
  const map = { columns: width / CELL, rows: height / CELL, cell: CELL / scale, logits: face.data };
  return { photograph: isPhotograph, faces: placesOf(map, picture.width, picture.height) };
}
