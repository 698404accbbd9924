// Lanes on a graphics card: a thread each. What a lane holds is kept twice, here and there, and copied only when it is asked
// for.
import type { Lanes } from "../lanes.ts";
import type { Learning } from "../learning.ts";
import type { Course } from "../course.ts";
import { requireRows, type ShuffledRows } from "../row_order.ts";
import type { Scheme } from "../rules/scheme.ts";
import { operationCount, type Topology } from "../topology.ts";
import { rowCountOf, type TrainingData } from "../training_data.ts";
import type { Card, CardModule } from "./card.ts";
import { CardDrawing } from "./card_drawing.ts";
import { GPU_PARAMETERS, type GpuFunction, gpuModuleText } from "./gpu_module.ts";
import { type GpuForm, type GpuNetwork, gpuNetwork } from "./gpu_network.ts";
import { NUMBER_BYTES } from "./lane_memory.ts";

/** How the lanes are made. */
export interface GpuLanesOptions {
  readonly learning: Learning;
  readonly laneCount: number;
  /** Whether lanes go through the rows in orders of their own; else lane 0 says which order all have. */
  readonly haveOwnOrders?: boolean;
  /** The scheme by which the card draws starting parameters; null, as by default, where it draws none. */
  readonly scheme?: Scheme | null;
  /** How the code is written; by default what fits the network. */
  readonly form?: GpuForm;
}

/** Rows that lie on the card. */
interface RowsOnCard {
  readonly inputs: number;
  readonly targets: number;
  readonly rowCount: number;
}

/** Networks on a card. */
export class GpuLanes implements Lanes {
  readonly laneCount: number;
  readonly valueCount: number;
  readonly #card: Card;
  readonly #module: CardModule;
  readonly #network: GpuNetwork;
  readonly #rows: RowsOnCard;
  readonly #haveOwnOrders: boolean;
  /** [value][lane], as on the card where it is not newer there. */
  readonly #values: Float64Array;
  readonly drawLanes?: Lanes["drawLanes"];
  readonly #drawing: CardDrawing | null;
  readonly #learningRates: Float64Array;
  readonly #orders: (ShuffledRows | null)[];
  readonly #numbers: { readonly lanes: number; readonly order: number; readonly into: number };
  /** What is newer: the values here or there, and the learning rates here. */
  #isNewer: "here" | "there" | "nowhere" = "here";
  #areRatesNewer = true;
  #orderedEpoch = -1;

  /** @throws RangeError when data, topology and learning do not go together. */
  constructor(card: Card, topology: Topology, data: TrainingData, options: GpuLanesOptions) {
    const { learning, laneCount, haveOwnOrders = false, scheme = null, form } = options;
    const network = gpuNetwork(topology, learning, form);
    const rowCount = rowCountOf(topology, data);
    this.#card = card;
    this.#network = network;
    this.#haveOwnOrders = haveOwnOrders;
    this.laneCount = laneCount;
    this.valueCount = network.places.values.end;
    this.#module = card.load(gpuModuleText(network, rowCount));
    this.#values = new Float64Array(this.valueCount * laneCount);
    this.#learningRates = new Float64Array(laneCount);
    this.#orders = new Array(laneCount).fill(null);
    this.#rows = this.#put(data);
    this.#numbers = {
      lanes: card.allocate(network.places.count * laneCount * NUMBER_BYTES),
      order: card.allocate(rowCount * (haveOwnOrders ? laneCount : 1) * Uint32Array.BYTES_PER_ELEMENT),
      into: card.allocate(laneCount * NUMBER_BYTES),
    };
    this.#drawing = scheme && new CardDrawing(card, topology, { learning, scheme, laneCount });
    if (scheme !== null) this.drawLanes = (seeds, courses) => this.#draw(seeds, courses);
  }

  /** Gives the card's memory back, that of the code too: a sweep may have thousands of networks. */
  free(): void {
    this.#module.unload();
    const { inputs, targets } = this.#rows;
    for (const address of [inputs, targets, ...Object.values(this.#numbers)]) this.#card.free(address);
    this.#drawing?.free();
  }

  #draw(seeds: Float64Array, courses: readonly Course[]): void {
    this.#drawing!.draw(seeds, this.#numbers.lanes);
    this.#isNewer = "there";
    courses.forEach((course, lane) => this.#setCourse(lane, course));
  }

  setLane(lane: number, values: Float64Array, course: Course): void {
    this.#bring();
    values.forEach((value, place) => this.#values[place * this.laneCount + lane] = value);
    this.#isNewer = "here";
    this.#setCourse(lane, course);
  }

  #setCourse(lane: number, { learningRate, rows }: Course): void {
    this.setLearningRate(lane, learningRate);
    if (this.#orders[lane] !== rows) this.#orderedEpoch = -1;
    this.#orders[lane] = rows;
  }

  setLearningRate(lane: number, learningRate: number): void {
    if (this.#learningRates[lane] === learningRate) return;
    this.#learningRates[lane] = learningRate;
    this.#areRatesNewer = true;
  }

  valuesOf(lane: number, into: Float64Array = new Float64Array(this.valueCount)): Float64Array {
    this.#bring();
    for (let place = 0; place < into.length; place++) {
      into[place] = this.#values[place * this.laneCount + lane];
    }
    return into;
  }

  trainRows(from: number, to: number): void {
    requireRows(from, to);
    const { rowCount } = this.#rows;
    for (let row = from; row < to && rowCount > 0;) {
      const atOnce = Math.max(1, Math.floor(this.#card.workAtOnce / this.#workOfRows(1)));
      row += this.#trainSome(row, Math.min(to, row + atOnce));
    }
  }

  /** Learns whole epochs, or a piece of one. @returns how many rows. */
  #trainSome(from: number, to: number): number {
    const { rowCount } = this.#rows;
    const epoch = Math.floor(from / rowCount);
    const first = from - epoch * rowCount;
    const isInOrder = !this.#hasOrders();
    const epochs = isInOrder && first === 0 ? Math.max(1, Math.floor((to - from) / rowCount)) : 1;
    const end = Math.min(rowCount, first + to - from);
    this.#send();
    if (!isInOrder) this.#sendOrder(epoch);
    const count = epochs * (end - first);
    this.#run("train", count, {
      ...this.#rows,
      order: isInOrder ? 0 : this.#numbers.order,
      orderByPlace: this.#haveOwnOrders ? this.laneCount : 1,
      orderByLane: this.#haveOwnOrders ? 1 : 0,
      from: first,
      to: end,
      epochs,
    });
    this.#isNewer = "there";
    return count;
  }

  #hasOrders(): boolean {
    return this.#haveOwnOrders ? this.#orders.some((rows) => rows !== null) : this.#orders[0] !== null;
  }

  losses(into: Float64Array): void {
    this.#lossesOf(this.#rows, into);
  }

  lossesOf(data: TrainingData, into: Float64Array): void {
    const rows = this.#put(data);
    this.#lossesOf(rows, into);
    this.#card.free(rows.inputs);
    this.#card.free(rows.targets);
  }

  #lossesOf(rows: RowsOnCard, into: Float64Array): void {
    this.#send();
    this.#run("losses", rows.rowCount, { ...rows, into: this.#numbers.into });
    this.#card.read(this.#numbers.into, into.subarray(0, this.laneCount));
  }

  outputs(inputs: Float64Array, into: Float64Array): void {
    if (into.length === 0) return;
    this.#send();
    const rows = this.#put({ inputs, targets: new Float64Array(0) });
    const address = this.#card.allocate(into.byteLength);
    this.#run("outputs", rows.rowCount, { ...rows, into: address });
    this.#card.read(address, into);
    for (const room of [rows.inputs, rows.targets, address]) this.#card.free(room);
  }

  #put({ inputs, targets }: TrainingData): RowsOnCard {
    const put = (numbers: Float64Array): number => {
      const address = this.#card.allocate(Math.max(NUMBER_BYTES, numbers.byteLength));
      this.#card.write(address, numbers);
      return address;
    };
    const rowCount = inputs.length / this.#network.topology.inputCount;
    return { inputs: put(inputs), targets: put(targets), rowCount };
  }

  /** Brings the values back from the card, where they are newer. */
  #bring(): void {
    if (this.#isNewer !== "there") return;
    this.#card.read(this.#numbers.lanes, this.#values);
    this.#isNewer = "nowhere";
  }

  /** Sends what is newer here. */
  #send(): void {
    const { lanes } = this.#numbers;
    if (this.#isNewer === "here") {
      this.#card.write(lanes, this.#values);
      this.#isNewer = "nowhere";
    }
    if (!this.#areRatesNewer) return;
    const place = this.#network.places.learningRate * this.laneCount;
    this.#card.write(lanes + place * NUMBER_BYTES, this.#learningRates);
    this.#areRatesNewer = false;
  }

  #sendOrder(epoch: number): void {
    if (epoch === this.#orderedEpoch) return;
    this.#orderedEpoch = epoch;
    const { rowCount } = this.#rows;
    const laneCount = this.#haveOwnOrders ? this.laneCount : 1;
    const order = new Uint32Array(rowCount * laneCount);
    for (let lane = 0; lane < laneCount; lane++) {
      const rows = this.#orders[lane]?.of(epoch) ?? null;
      for (let place = 0; place < rowCount; place++) {
        order[place * laneCount + lane] = rows === null ? place : rows[place];
      }
    }
    this.#card.write(this.#numbers.order, order);
  }

  #run(name: GpuFunction, rowCount: number, parameters: Readonly<Record<string, number>>): void {
    const all = { lanes: this.#numbers.lanes, laneCount: this.laneCount, ...parameters };
    const values = GPU_PARAMETERS[name].map((parameter) =>
      (all as Readonly<Record<string, number>>)[parameter]
    );
    this.#module.run(name, values, this.laneCount, this.#workOfRows(rowCount));
  }

  /** How much work all lanes have with so many rows, see `CardModule`. */
  #workOfRows(count: number): number {
    return count * this.laneCount * operationCount(this.#network.topology);
  }
}
