// Values by index that can be read and changed: parameters, or what an optimizer remembers.
// Why an interface: for numbers they are an array, for WebAssembly and a card loads and stores, for a formula names.

/** Values by index. */
export interface Cells<V> {
  /** The value at an index; of what an optimizer remembers, 0 before the first step. */
  get(index: number): V;
  /** Changes it in place. */
  set(index: number, value: V): void;
}
