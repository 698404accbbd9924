"""The kernel's work in NumPy: each parameter is an array over networks, and every operation goes through all of them.

usage: numpy_peer.py FILE NETWORKS ROWS EPOCHS SIZES HIDDEN   (SIZES like 2,8,8,1; HIDDEN sigmoid or tanh)
FILE holds doubles: inputs [row][input], targets [row], learning rate, starting parameters [network][parameter].
Prints the seconds of training, then the loss of each of the first 16 networks.

Results go into arrays made once, an operation takes all neurons of a layer, and networks are trained a block at a
time, so that a block stays in the cache.
"""
import sys
import time

import numpy as np

BLOCK_VALUES = 1 << 18


class Block:
    """Some networks of one topology, trained together."""

    def __init__(self, sizes, hidden, parameters):
        self.hidden = hidden
        self.parameters = np.ascontiguousarray(parameters.T)  # [parameter][network]
        count = self.parameters.shape[1]
        self.layers = []
        weight, bias = 0, sum(a * b for a, b in zip(sizes, sizes[1:]))
        for from_count, to_count in zip(sizes, sizes[1:]):
            w = self.parameters[weight : weight + from_count * to_count].reshape(to_count, from_count, count)
            self.layers.append((w, self.parameters[bias : bias + to_count]))
            weight, bias = weight + from_count * to_count, bias + to_count
        arrays = lambda counts: [np.empty((size, count)) for size in counts]
        self.activations, self.deltas = arrays(sizes[1:]), arrays(sizes[1:])
        self.terms, self.from_terms = arrays(sizes[1:]), arrays(sizes[:-1])

    def is_tanh(self, layer):
        return self.hidden == "tanh" and layer < len(self.layers) - 1

    def forward(self, row):
        below = row
        for layer, (w, b) in enumerate(self.layers):
            above, term = self.activations[layer], self.terms[layer]
            np.multiply(w[:, 0], below[0], out=above)
            for i in range(1, len(below)):
                np.multiply(w[:, i], below[i], out=term)
                above += term
            above += b
            if self.is_tanh(layer):
                np.tanh(above, out=above)
            else:
                np.negative(above, out=above)
                np.exp(above, out=above)
                above += 1
                np.reciprocal(above, out=above)
            below = above
        return below[0]

    def times_slope(self, layer):
        a, term = self.activations[layer], self.terms[layer]
        if self.is_tanh(layer):
            np.multiply(a, a, out=term)
            np.subtract(1, term, out=term)
        else:
            np.subtract(1, a, out=term)
            term *= a
        self.deltas[layer] *= term

    def step(self, row, target, rate):
        output = self.forward(row)
        np.subtract(target, output, out=self.deltas[-1][0])
        self.deltas[-1] *= -2
        for layer in range(len(self.layers) - 1, -1, -1):
            self.times_slope(layer)
            w, b = self.layers[layer]
            delta, term = self.deltas[layer], self.terms[layer]
            if layer > 0:
                up, from_term = self.deltas[layer - 1], self.from_terms[layer]
                np.multiply(w[0], delta[0], out=up)
                for j in range(1, len(b)):
                    np.multiply(w[j], delta[j], out=from_term)
                    up += from_term
            delta *= rate
            b -= delta
            below = self.activations[layer - 1] if layer > 0 else row
            for i in range(len(below)):
                np.multiply(delta, below[i], out=term)
                w[:, i] -= term


def main():
    path, networks, rows, epochs = sys.argv[1], *map(int, sys.argv[2:5])
    sizes, hidden = [int(size) for size in sys.argv[5].split(",")], sys.argv[6]
    data = np.fromfile(path)
    x = data[: rows * sizes[0]].reshape(rows, sizes[0])
    y, rate, start = data[x.size :][:rows], data[x.size + rows], data[x.size + rows + 1 :].reshape(networks, -1)
    block_size = max(256, BLOCK_VALUES // start.shape[1])

    losses = []
    began = time.perf_counter()
    for first in range(0, networks, block_size):
        block = Block(sizes, hidden, start[first : first + block_size])
        for _ in range(epochs):
            for row, target in zip(x, y):
                block.step(row, target, rate)
        if first == 0:
            losses = [(target - block.forward(row)) ** 2 for row, target in zip(x, y)]
    print(time.perf_counter() - began)
    for loss in (sum(losses) / rows)[:16]:
        print(repr(float(loss)))


main()
