import { Enums, RenderingEngine, cache, eventTarget, imageLoadPoolManager, imageLoader, init, metaData } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import * as tools from '@cornerstonejs/tools';
import { depthOf } from '@silhouette/core/image';
import type { Frames } from './frames.ts';
import type { ReadFrame } from './open.ts';
import { imageOf, inItsUnit, moduleOf } from './pictures.ts';
import { makeMeasurer } from './measure.ts';
import type { Measurement } from './measure.ts';
import { edgesFor } from './compass.ts';
import { outward } from './outward.ts';
import type { Range } from './presets.ts';

/** What a drag with the first button or one finger does. */
export type Hand = 'scroll' | 'window' | 'zoom' | 'pan' | 'measure';

/** A place of the stack for the stage. */
export interface StagePlace {
  readonly object: string;
  readonly frame: number;
}

/** What is on the stage now. `frame` is null while it loads, `lost` where it cannot be shown. */
export interface StageView {
  readonly at: number;
  readonly frame: ReadFrame | null;
  readonly lost: boolean;
  readonly range: Range | null;
  readonly zoom: number;
  /** Distance of the centres of this frame and its neighbour in millimetres, where both are loaded. */
  readonly apartMm: number | null;
  readonly left: string;
  readonly top: string;
  readonly loaded: number;
  readonly measurements: readonly Measurement[];
}

/** A stack in Cornerstone3D, with hands on it. It must be closed. */
export interface Stage {
  readonly show: (places: readonly StagePlace[], modality: string, at: number) => Promise<void>;
  readonly goTo: (at: number) => void;
  readonly take: (hand: Hand) => void;
  readonly setRange: (range: Range) => void;
  readonly turn: (what: 'invert' | 'rotate' | 'flip-across' | 'flip-down' | 'closer' | 'farther') => void;
  readonly clearMeasurements: () => void;
  readonly reset: () => void;
  readonly resize: () => void;
  readonly close: () => void;
}

const HANDS: Readonly<Record<Hand, string>> = {
  scroll: tools.StackScrollTool.toolName,
  window: tools.WindowLevelTool.toolName,
  zoom: tools.ZoomTool.toolName,
  pan: tools.PanTool.toolName,
  measure: tools.LengthTool.toolName,
};
const { MouseBindings } = tools.Enums;
const CACHE_BYTES = matchMedia('(pointer: coarse)').matches ? 256 * 1024 * 1024 : 1024 * 1024 * 1024;

/** The frames by their name in Cornerstone; a stage owns those that begin with its number. */
const known = new Map<string, { readonly frame: ReadFrame; readonly modality: string }>();
let stages = 0;

function prepare(): void {
  init({ rendering: { useCPURendering: false, webGlContextCount: 1 }, debug: {} });
  tools.init();
  cache.setMaxCacheSize(CACHE_BYTES);
  imageLoadPoolManager.setMaxSimultaneousRequests(Enums.RequestType.Interaction, 6);
  imageLoadPoolManager.setMaxSimultaneousRequests(Enums.RequestType.Prefetch, 5);
  for (const tool of [tools.StackScrollTool, tools.WindowLevelTool, tools.ZoomTool, tools.PanTool, tools.LengthTool]) tools.addTool(tool);
  tools.annotation.config.style.setDefaultToolStyles({
    global: {
      color: '#ffd166',
      colorHighlighted: '#ffe3a3',
      colorSelected: '#ffd166',
      colorLocked: '#ffd166',
      lineWidth: '2',
      lineDash: '',
      shadow: true,
    },
  });
  eventTarget.addEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, letGo);
  metaData.addProvider((type: string, imageId: unknown) => {
    const found = typeof imageId === 'string' ? known.get(imageId) : undefined;
    return found === undefined ? undefined : moduleOf(found.frame, found.modality, type);
  }, 1_000);
}

// Cornerstone lets go of the images that were looked at longest ago; their values go with them, what is known of their place stays.
function letGo(event: Event): void {
  const imageId: unknown = event instanceof CustomEvent ? Reflect.get(Object(event.detail), 'imageId') : undefined;
  const found = typeof imageId === 'string' ? known.get(imageId) : undefined;
  if (found !== undefined && typeof imageId === 'string') known.set(imageId, { ...found, frame: { ...found.frame, values: new Uint8Array(0) } });
}

function makeToolGroup(id: string, viewportId: string, engineId: string) {
  const group = tools.ToolGroupManager.createToolGroup(id);
  if (group === undefined) throw new Error('tool group exists');
  group.addTool(HANDS.scroll);
  group.addTool(HANDS.window);
  group.addTool(HANDS.zoom, { pinchToZoom: true, pan: true, minZoomScale: 0.2, maxZoomScale: 40 });
  group.addTool(HANDS.pan);
  // The label of a length is drawn by the page: Cornerstone would set a style attribute, which the security policy forbids.
  group.addTool(HANDS.measure, { getTextLines: () => undefined });
  group.addViewport(viewportId, engineId);
  return group;
}

/** Opens a stage in an element. `onChange` is called when anything in view has changed. */
export function openStage(element: HTMLDivElement, frames: Frames, onChange: (view: StageView) => void): Stage {
  if (stages === 0) prepare();
  const id = `stage-${++stages}`;
  const engine = new RenderingEngine(id);
  engine.enableElement({ viewportId: id, element, type: Enums.ViewportType.STACK, defaultOptions: { background: [0, 0, 0] } });
  // Focused, the element would swallow every key, Tab too.
  element.removeAttribute('tabindex');
  const viewport = engine.getViewport<Types.IStackViewport>(id);
  const group = makeToolGroup(id, id, id);
  const measurer = makeMeasurer(element, viewport, (imageId) => known.get(imageId)?.frame ?? null);
  let stack = { ids: [] as readonly string[], places: [] as readonly StagePlace[], modality: '', turn: 0 };
  let loaded = 0;
  let lost = new Set<string>();
  let asked = false;

  const load = async (imageId: string): Promise<Types.IImage> => {
    const place = stack.places[stack.ids.indexOf(imageId)];
    const { modality } = stack;
    const found = place === undefined ? null : await frames.read(place.object, place.frame);
    if (found === null || !found.ok) {
      if (found?.refusal !== 'taken-back') lost.add(imageId);
      tell();
      throw new Error('frame not shown');
    }
    if (!known.has(imageId)) loaded++;
    const frame = inItsUnit(found.value);
    known.set(imageId, { frame, modality });
    tell();
    return imageOf(imageId, frame);
  };
  imageLoader.registerImageLoader(id, (imageId) => ({ promise: load(imageId) }));

  const view = (): StageView => {
    const at = viewport.getTargetImageIdIndex();
    const imageId = stack.ids[at] ?? '';
    const { viewUp = [0, -1, 0], viewPlaneNormal = [0, 0, -1] } = viewport.getCamera();
    const frame = known.get(imageId)?.frame ?? null;
    const compass = (frame?.plane.orientation ?? null) === null ? { left: '', top: '' } : edgesFor(viewUp, viewPlaneNormal);
    const { voiRange } = viewport.getProperties();
    return {
      at,
      frame,
      lost: lost.has(imageId),
      range: voiRange ?? null,
      zoom: viewport.getZoom(),
      apartMm: apartAt(stack.ids, at),
      ...compass,
      loaded,
      measurements: measurer.list(),
    };
  };
  function tell(): void {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (stack.ids.length > 0) onChange(view());
    });
  }
  const { IMAGE_RENDERED, CAMERA_MODIFIED, VOI_MODIFIED, STACK_NEW_IMAGE, STACK_VIEWPORT_SCROLL } = Enums.Events;
  const events = [IMAGE_RENDERED, CAMERA_MODIFIED, VOI_MODIFIED, STACK_NEW_IMAGE, STACK_VIEWPORT_SCROLL];
  for (const event of events) element.addEventListener(event, tell);
  const stopMeasuring = measurer.listen(tell);
  const forget = (): void => {
    stack.turn++;
    for (const imageId of stack.ids) {
      known.delete(imageId);
      if (cache.isLoaded(imageId)) cache.removeImageLoadObject(imageId);
    }
    imageLoadPoolManager.clearRequestStack(Enums.RequestType.Prefetch);
  };
  const take = (hand: Hand): void => {
    for (const name of Object.values(HANDS)) group.setToolPassive(name, { removeAllBindings: true });
    const bindings: Record<Hand, { mouseButton?: number; numTouchPoints?: number }[]> = {
      scroll: [{ mouseButton: MouseBindings.Wheel }],
      window: [{ mouseButton: MouseBindings.Secondary }],
      zoom: [{ numTouchPoints: 2 }],
      pan: [{ mouseButton: MouseBindings.Auxiliary }],
      measure: [],
    };
    bindings[hand].push({ mouseButton: MouseBindings.Primary, numTouchPoints: 1 });
    for (const one of ['scroll', 'window', 'zoom', 'pan', 'measure'] as const) {
      if (bindings[one].length > 0) group.setToolActive(HANDS[one], { bindings: bindings[one] });
    }
  };
  take('scroll');

  return {
    async show(places, modality, at) {
      forget();
      measurer.clear();
      lost = new Set();
      loaded = 0;
      const turn = stack.turn;
      stack = { ids: places.map((_, n) => `${id}:${turn}/${n}`), places, modality, turn };
      await viewport.setStack([...stack.ids], at).catch(() => undefined);
      if (turn !== stack.turn) return;
      viewport.render();
      prefetch(stack.ids, at);
      tell();
    },
    goTo(at) {
      void viewport.setImageIdIndex(Math.min(Math.max(at, 0), stack.ids.length - 1)).then(tell, tell);
    },
    take,
    setRange(range) {
      viewport.setProperties({ voiRange: { ...range } });
      viewport.render();
    },
    turn: (what) => turnViewport(viewport, what),
    clearMeasurements() {
      measurer.clear();
      viewport.render();
    },
    reset() {
      viewport.resetProperties();
      viewport.setViewPresentation({ rotation: 0, flipHorizontal: false, flipVertical: false });
      viewport.resetCamera();
      viewport.render();
    },
    resize() {
      engine.resize(true, true);
    },
    close() {
      forget();
      stack = { ids: [], places: [], modality: '', turn: stack.turn + 1 };
      for (const event of events) element.removeEventListener(event, tell);
      stopMeasuring();
      measurer.clear();
      tools.ToolGroupManager.destroyToolGroup(id);
      engine.destroy();
    },
  };
}

/** How far a frame of a stack lies from the one behind it, or before it at the end. */
function apartAt(ids: readonly string[], at: number): number | null {
  const depth = (n: number): number | null => {
    const found = known.get(ids[n] ?? '');
    return found === undefined ? null : depthOf(found.frame.plane);
  };
  const [here, there] = [depth(at), depth(at + 1 < ids.length ? at + 1 : at - 1)];
  if (here === null || there === null) return null;
  const gap = Math.abs(here - there);
  return gap > 0.01 ? gap : null;
}

/** Loads the rest of a stack from where one stands outward, as far as the memory allows. */
function prefetch(ids: readonly string[], at: number): void {
  for (const n of outward(at, ids.length)) {
    const imageId = ids[n];
    if (imageId === undefined) continue;
    const wish = async (): Promise<void> => {
      if (cache.getCacheSize() > CACHE_BYTES * 0.85) return;
      await imageLoader.loadAndCacheImage(imageId).catch(() => undefined);
    };
    imageLoadPoolManager.addRequest(wish, Enums.RequestType.Prefetch, { imageId }, 0);
  }
}

function turnViewport(viewport: Types.IStackViewport, what: Parameters<Stage['turn']>[0]): void {
  const { rotation = 0, flipHorizontal = false, flipVertical = false } = viewport.getViewPresentation();
  switch (what) {
    case 'invert':
      viewport.setProperties({ invert: viewport.getProperties().invert !== true });
      break;
    case 'rotate':
      viewport.setViewPresentation({ rotation: (rotation + 90) % 360 });
      break;
    case 'flip-across':
      viewport.setViewPresentation({ flipHorizontal: !flipHorizontal });
      break;
    case 'flip-down':
      viewport.setViewPresentation({ flipVertical: !flipVertical });
      break;
    case 'closer':
    case 'farther':
      viewport.setZoom(viewport.getZoom() * (what === 'closer' ? 1.25 : 0.8));
      break;
    default:
      what satisfies never;
  }
  viewport.render();
}
