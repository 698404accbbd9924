// Preact and its signals: the one place where the page names them, with their versions.
// Why these: 8 kB that draw what changed and nothing else, and no build step but the bundler's.

/// <reference lib="dom" />

export {
  type ComponentChildren,
  h,
  type JSX,
  type RefObject,
  render,
  type TargetedEvent,
  type TargetedPointerEvent,
} from "npm:preact@11.2.0";
export { useEffect, useLayoutEffect, useMemo, useRef } from "npm:preact@11.2.0/hooks";
export {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  useComputed,
  useSignal,
} from "npm:@preact/signals@2.11.4";
