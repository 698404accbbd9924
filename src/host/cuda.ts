// NVIDIA's cards, by the driver's own library: no toolkit, no other program, the text of PTX in and numbers out.
// What must not change: the driver compiles what it is given and no more; what the text says is what the card computes.

import type { Card, CardModule } from "../engine/gpu/card.ts";
import { WorldError } from "./world_error.ts";

/** The functions of the driver that are called. Every one returns 0 where it went well. */
const SYMBOLS = {
  cuInit: { parameters: ["u32"], result: "i32" },
  cuDeviceGetCount: { parameters: ["buffer"], result: "i32" },
  cuDeviceGet: { parameters: ["buffer", "i32"], result: "i32" },
  cuDeviceGetName: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  cuDeviceGetAttribute: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  cuDevicePrimaryCtxRetain: { parameters: ["buffer", "i32"], result: "i32" },
  cuCtxSetCurrent: { parameters: ["pointer"], result: "i32" },
  cuMemGetInfo_v2: { parameters: ["buffer", "buffer"], result: "i32" },
  cuModuleLoadData: { parameters: ["buffer", "buffer"], result: "i32" },
  cuModuleUnload: { parameters: ["pointer"], result: "i32" },
  cuModuleGetFunction: { parameters: ["buffer", "pointer", "buffer"], result: "i32" },
  cuMemAlloc_v2: { parameters: ["buffer", "u64"], result: "i32" },
  cuMemFree_v2: { parameters: ["u64"], result: "i32" },
  cuMemcpyHtoD_v2: { parameters: ["u64", "buffer", "u64"], result: "i32" },
  cuMemcpyDtoH_v2: { parameters: ["buffer", "u64", "u64"], result: "i32" },
  cuLaunchKernel: {
    parameters: ["pointer", "u32", "u32", "u32", "u32", "u32", "u32", "u32", "pointer", "buffer", "pointer"],
    result: "i32",
  },
  cuCtxSynchronize: { parameters: [], result: "i32" },
} as const;

type Driver = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/** Where the driver's library is, by system. */
const LIBRARIES = { linux: "libcuda.so.1", windows: "nvcuda.dll" } as const;

/** What a card must be able to do: its architecture is that of 2017 or later, which the text is written for. */
const LEAST_ARCHITECTURE = 7;
const MAJOR_ARCHITECTURE = 75;

/** What the driver's codes mean, of those that a user can do something about. */
const REASONS: Readonly<Record<number, string>> = {
  2: "its memory is full",
  34:
    "the library is the stub that CUDA's toolkit brings for compiling; the driver's own must be found before it",
  35: "the driver is too old",
  46: "another program keeps it for itself",
  100: "the driver finds no card",
  218: "the driver is too old for the text that it is given",
  222: "the driver is too old for the text that it is given",
  702: "a call lasted longer than the system lets a card work that draws the screen too",
  803: "the driver was updated while the system ran; a restart of the system may help",
  999: "the driver failed; a restart of the system may help",
};

/** Why there is no card to train on, with the way out. */
function noCard(why: string): WorldError {
  return new WorldError(`no card: ${why}; the command run trains the same bytes on the cores`);
}

/** Room for what the driver writes and reads; smaller arrays lie on V8's heap, which moves them about. */
function room(): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(64);
}

function addressOf(value: bigint): Deno.PointerValue {
  return Deno.UnsafePointer.create(value);
}

function check(code: number, doing: string): void {
  if (code !== 0) throw noCard(`it could not ${doing}: ${reasonFor(code)}`);
}

function reasonFor(code: number): string {
  return REASONS[code] ?? `the driver says ${code}`;
}

/** The driver, opened. @throws WorldError where there is none. */
function openDriver(library: string): Driver {
  try {
    return Deno.dlopen(library, SYMBOLS).symbols;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    const missing = /undefined symbol: (\w+)|register symbol (\w+)/.exec(String(error));
    if (missing !== null) throw noCard(`the driver is too old: it has no ${missing[1] ?? missing[2]}`);
    throw noCard(`the driver of NVIDIA's cards is not installed (${library})`);
  }
}

function libraryOfSystem(): string {
  const { os } = Deno.build;
  if (os === "linux" || os === "windows") return LIBRARIES[os];
  throw noCard("NVIDIA's cards have no driver for this system");
}

/** How many cards there are. @throws WorldError where there is none, or no driver. */
export function cardCount(library?: string): number {
  return countOf(openDriver(library ?? libraryOfSystem()));
}

function countOf(driver: Driver): number {
  check(driver.cuInit(0), "start the driver");
  const count = new Int32Array(room().buffer);
  check(driver.cuDeviceGetCount(count), "count the cards");
  if (count[0] === 0) throw noCard("the driver finds none");
  return count[0];
}

/** A card of this machine. */
export class CudaCard implements Card {
  /** As the maker calls it. */
  readonly name: string;
  readonly #driver: Driver;
  /** The parameters of a call, and where each of them is. Fields: the driver alone reads them, so nothing else keeps them. */
  readonly #values = room();
  readonly #list = room();
  /** What a message calls it: there may be several. */
  #title: string;
  /** Products and sums a millisecond, as found out so far; to begin with what one thread can do. */
  #workByMs = 2_000;

  /**
   * Opens a card, for the thread that calls this.
   *
   * @param index from 0.
   * @param library the driver; by default that of the system.
   * @throws WorldError where there is none, it is too old, or the driver fails.
   */
  constructor(index = 0, library: string = libraryOfSystem()) {
    const driver = openDriver(library);
    const count = countOf(driver);
    if (index >= count) throw noCard(`there are ${count}, and ${index} was asked for, counted from 0`);
    this.#driver = driver;
    this.#title = `card ${index}`;
    const device = new Int32Array(room().buffer);
    this.#check(driver.cuDeviceGet(device, index), "be found");
    const name = new Uint8Array(512);
    this.#check(driver.cuDeviceGetName(name, 256, device[0]), "be named");
    this.name = new TextDecoder().decode(name).replace(/\0.*$/s, "");
    this.#title = `card ${index} (${this.name})`;
    const major = new Int32Array(room().buffer);
    this.#check(
      driver.cuDeviceGetAttribute(major, MAJOR_ARCHITECTURE, device[0]),
      "be asked for its architecture",
    );
    if (major[0] < LEAST_ARCHITECTURE) {
      throw noCard(`${this.name} has architecture ${major[0]}, and ${LEAST_ARCHITECTURE} is needed`);
    }
    const context = room();
    this.#check(driver.cuDevicePrimaryCtxRetain(context, device[0]), "be opened");
    this.#check(driver.cuCtxSetCurrent(addressOf(context[0])), "be used");
  }

  /** Nothing is lost where a card fails: whole parts are kept. */
  #check(code: number, doing: string): void {
    if (code === 0) return;
    throw new WorldError(
      `${this.#title} could not ${doing}: ${reasonFor(code)}; what is trained is kept: ` +
        "the same command continues, and the command run trains the same bytes on the cores",
    );
  }

  /** About a third of a second's worth, so that whoever waits for it hears of progress and of Ctrl-C. */
  get workAtOnce(): number {
    return Math.max(1, Math.floor(this.#workByMs * 333));
  }

  /** Bytes of memory that are free. */
  get freeBytes(): number {
    const [free, total] = [room(), room()];
    this.#check(this.#driver.cuMemGetInfo_v2(free, total), "be asked for its memory");
    return Number(free[0]);
  }

  load(text: string): CardModule {
    const driver = this.#driver;
    const module = room();
    this.#check(driver.cuModuleLoadData(module, zeroEnded(text)), "compile what it is to run");
    const functions = new Map<string, Deno.PointerValue>();
    const functionOf = (name: string): Deno.PointerValue => {
      const known = functions.get(name);
      if (known !== undefined) return known;
      const found = room();
      this.#check(driver.cuModuleGetFunction(found, addressOf(module[0]), zeroEnded(name)), `find ${name}`);
      functions.set(name, addressOf(found[0]));
      return addressOf(found[0]);
    };
    return {
      run: (name, parameters, threadCount, work) => {
        const startMs = performance.now();
        this.#launch(functionOf(name), parameters, threadCount);
        this.#check(driver.cuCtxSynchronize(), "run");
        this.#learnSpeed(work, performance.now() - startMs);
      },
      unload: () => this.#check(driver.cuModuleUnload(addressOf(module[0])), "forget what it ran"),
    };
  }

  /**
   * A long call says the speed. A short one, most of which may be the beginning of it, says at most that the card is faster,
   * and is believed step by step: nothing is asked for at once that is not known to be short.
   */
  #learnSpeed(work: number, tookMs: number): void {
    const byMs = work / Math.max(tookMs, 0.01);
    this.#workByMs = tookMs < 100 ? Math.max(this.#workByMs, Math.min(byMs, this.#workByMs * 4)) : byMs;
  }

  #launch(called: Deno.PointerValue, parameters: readonly number[], threadCount: number): void {
    const [values, list] = [this.#values, this.#list];
    parameters.forEach((parameter, index) => values[index] = BigInt(parameter));
    const first = Deno.UnsafePointer.value(Deno.UnsafePointer.of(values));
    parameters.forEach((_, index) =>
      list[index] = BigInt(first) + BigInt(index * BigUint64Array.BYTES_PER_ELEMENT)
    );
    const blocks = Math.ceil(threadCount / THREADS_PER_BLOCK);
    const code = this.#driver.cuLaunchKernel(
      ...[called, blocks, 1, 1, THREADS_PER_BLOCK, 1, 1, 0, null, list, null] as const,
    );
    this.#check(code, "begin to run");
  }

  allocate(sizeBytes: number): number {
    const address = room();
    this.#check(this.#driver.cuMemAlloc_v2(address, BigInt(sizeBytes)), `give ${sizeBytes} bytes`);
    return Number(address[0]);
  }

  free(address: number): void {
    this.#check(this.#driver.cuMemFree_v2(BigInt(address)), "take memory back");
  }

  write(address: number, numbers: Float64Array | Uint32Array): void {
    if (numbers.length === 0) return;
    this.#check(
      this.#driver.cuMemcpyHtoD_v2(BigInt(address), bytesOf(numbers), BigInt(numbers.byteLength)),
      "be written to",
    );
  }

  read(address: number, into: Float64Array): void {
    if (into.length === 0) return;
    const bytes = bytesOf(into);
    this.#check(this.#driver.cuMemcpyDtoH_v2(bytes, BigInt(address), BigInt(into.byteLength)), "be read");
    if (bytes.buffer !== into.buffer) {
      into.set(new Float64Array(bytes.buffer, bytes.byteOffset, into.length));
    }
  }
}

const THREADS_PER_BLOCK = 128;
/** Arrays below this may lie on V8's heap. */
const SMALL_BYTES = 64;

/** The bytes of numbers where they do not move: those of small arrays are copied. */
function bytesOf(numbers: Float64Array | Uint32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.buffer as ArrayBuffer, numbers.byteOffset, numbers.byteLength);
  if (numbers.byteLength > SMALL_BYTES) return bytes;
  const copy = new Uint8Array(room().buffer);
  copy.set(bytes);
  return copy;
}

/** A text as the driver takes it. */
function zeroEnded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text + "\0".repeat(SMALL_BYTES + 1));
}
