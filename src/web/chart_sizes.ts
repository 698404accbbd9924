// Which charts are wanted, and how large: each as large as its place in the page, so that its text is as large as the
// page's. Where a reader has made text larger, a chart is drawn for less room and scaled to fill its place; one that is kept
// though its place has changed is scaled to fit.

import type { ChartRequest } from "../play/frame_charts.ts";

/** The charts that have a place, by their ids. */
export class ChartSizes {
  readonly #requests = new Map<string, ChartRequest>();
  /** The size of each place as it was last. */
  readonly #sizes = new Map<string, string>();
  readonly #observer: ResizeObserver;
  readonly #places = new Map<Element, { readonly id: string; readonly chart: ChartRequest["chart"] }>();

  /**
   * @param onChange hears that a chart has another size.
   * @param areKept whether nothing is drawn anew now.
   */
  constructor(onChange: (chart: ChartRequest["chart"]) => void, private readonly areKept: () => boolean) {
    this.#observer = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const place = this.#places.get(target);
        if (place !== undefined && this.#measure(target, place)) onChange(place.chart);
      }
    });
  }

  /** Gives a chart a place. @returns what takes it away again. */
  place(
    element: Element,
    id: string,
    chart: ChartRequest["chart"],
    more: Partial<ChartRequest> = {},
  ): () => void {
    const place = { id, chart, ...more };
    this.#places.set(element, place);
    this.#measure(element, place);
    this.#observer.observe(element);
    return () => {
      this.#observer.unobserve(element);
      this.#places.delete(element);
      this.#requests.delete(id);
      this.#sizes.delete(id);
    };
  }

  /** What to ask for, of the kinds that are wanted. */
  requests(...charts: readonly ChartRequest["chart"][]): readonly ChartRequest[] {
    return [...this.#requests.values()].filter(({ chart }) => charts.includes(chart));
  }

  /** @returns whether it has another size than before; what is not shown has none. */
  #measure(element: Element, place: { readonly id: string; readonly chart: ChartRequest["chart"] }): boolean {
    const { clientWidth, clientHeight } = element;
    const drawn = this.areKept() ? this.#requests.get(place.id) : undefined;
    if (drawn?.height !== undefined && Math.min(clientWidth, clientHeight) >= LEAST_SIZE) {
      setScale(element, Math.min(clientWidth / drawn.width, clientHeight / drawn.height));
      return false;
    }
    const scale = Math.max(1, Math.min(textScale(), clientWidth / LEAST_USEFUL_WIDTH));
    const [width, height] = [clientWidth, clientHeight].map((size) => Math.floor(size / scale));
    setScale(element, scale);
    if (width < LEAST_SIZE || height < LEAST_SIZE) {
      this.#sizes.delete(place.id);
      return this.#requests.delete(place.id);
    }
    if (this.#sizes.get(place.id) === `${width} ${height}`) return false;
    this.#sizes.set(place.id, `${width} ${height}`);
    // A matrix is as high as it is broad, and its place scrolls.
    const size = place.chart === "confusion"
      ? { width: Math.min(width, BROADEST_MATRIX) }
      : { width, height };
    this.#requests.set(place.id, { ...place, ...size });
    return true;
  }
}

/** Everything in a place that much larger. */
function setScale(place: Element, scale: number): void {
  const { style } = place.firstElementChild as HTMLElement;
  style.transform = scale === 1 ? "" : `scale(${scale})`;
  style.width = style.height = `${100 / scale}%`;
}

/** How much larger than usual a reader wants text. */
function textScale(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_TEXT_PIXELS;
}

const USUAL_TEXT_PIXELS = 16;
/** In a narrower chart the text would cover what it is about. */
const LEAST_USEFUL_WIDTH = 300;

const BROADEST_MATRIX = 420;

/** A smaller place cannot hold a chart. */
const LEAST_SIZE = 80;
