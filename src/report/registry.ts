import { digestRenderer } from './digest/renderer.ts';
import { jsonRenderer } from './json/renderer.ts';
import type { Renderer } from './renderer.ts';
import { textRenderer } from './text/renderer.ts';

/** Every way to print a report; the first is what a person gets who asks for none. */
export const renderers: readonly Renderer[] = [textRenderer, jsonRenderer, digestRenderer];
