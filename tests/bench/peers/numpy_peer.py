"""The kernel's work in NumPy: each parameter is an array over networks, and every operation goes through all of them.

usage: numpy_peer.py FILE NETWORKS ROWS EPOCHS SIZES HIDDEN   (SIZES like 2,8,8,1; HIDDEN sigmoid or tanh)
FILE holds doubles: inputs [row][input], targets [row], learning rate, starting parameters [network][parameter].
Prints the seconds of training, then the loss of each of the first 16 networks.

Results go into arrays made once, and networks are trained a block at a time, so that a block stays in the cache.
"""
import sys
import time

import numpy as np

BLOCK = 4096


def sigmoid(x, out):
    np.negative(x, out=out)
    np.exp(out, out=out)
    out += 1
    np.reciprocal(out, out=out)


class Block:
    """Some networks of one topology, trained together."""

    def __init__(self, sizes, hidden, parameters):
        self.sizes, self.hidden = sizes, hidden
        self.parameters = np.ascontiguousarray(parameters.T)  # [parameter][network]
        self.layers = []
        weight, bias = 0, sum(a * b for a, b in zip(sizes, sizes[1:]))
        for from_count, to_count in zip(sizes, sizes[1:]):
            w = self.parameters[weight : weight + from_count * to_count].reshape(to_count, from_count, -1)
            self.layers.append((w, self.parameters[bias : bias + to_count]))
            weight, bias = weight + from_count * to_count, bias + to_count
        count = self.parameters.shape[1]
        self.activations = [np.empty((size, count)) for size in sizes[1:]]
        self.deltas = [np.empty((size, count)) for size in sizes[1:]]
        self.term, self.size = np.empty(count), np.empty(count)

    def forward(self, row):
        term, below = self.term, row
        for layer, (w, b) in enumerate(self.layers):
            above = self.activations[layer]
            for j in range(len(above)):
                a = above[j]
                np.multiply(w[j, 0], below[0], out=a)
                for i in range(1, len(below)):
                    np.multiply(w[j, i], below[i], out=term)
                    a += term
                a += b[j]
                if self.hidden == "tanh" and layer < len(self.layers) - 1:
                    np.tanh(a, out=a)
                else:
                    sigmoid(a, out=a)
            below = above
        return below[0]

    def times_slope(self, layer, delta, a):
        term = self.term
        if self.hidden == "tanh" and layer < len(self.layers) - 1:
            np.multiply(a, a, out=term)
            np.subtract(1, term, out=term)
        else:
            np.subtract(1, a, out=term)
            term *= a
        delta *= term

    def step(self, row, target, rate):
        term, size = self.term, self.size
        output = self.forward(row)
        delta = self.deltas[-1][0]
        np.subtract(target, output, out=delta)
        delta *= -2
        self.times_slope(len(self.layers) - 1, delta, output)
        for layer in range(len(self.layers) - 1, -1, -1):
            w, b = self.layers[layer]
            below = self.activations[layer - 1] if layer > 0 else row
            for j in range(len(b)):
                delta = self.deltas[layer][j]
                np.multiply(delta, rate, out=size)
                for i in range(len(below)):
                    if layer > 0:
                        up = self.deltas[layer - 1][i]
                        if j == 0:
                            np.multiply(delta, w[j, i], out=up)
                        else:
                            np.multiply(delta, w[j, i], out=term)
                            up += term
                    np.multiply(size, below[i], out=term)
                    w[j, i] -= term
                b[j] -= size
            if layer > 0:
                for i in range(len(below)):
                    self.times_slope(layer - 1, self.deltas[layer - 1][i], below[i])


def main():
    path, networks, rows, epochs = sys.argv[1], *map(int, sys.argv[2:5])
    sizes, hidden = [int(size) for size in sys.argv[5].split(",")], sys.argv[6]
    data = np.fromfile(path)
    x = data[: rows * sizes[0]].reshape(rows, sizes[0])
    y = data[rows * sizes[0] :][:rows]
    rate = data[rows * sizes[0] + rows]
    start = data[rows * sizes[0] + rows + 1 :].reshape(-1, data[rows * sizes[0] + rows + 1 :].size // networks)

    losses = []
    began = time.perf_counter()
    for first in range(0, networks, BLOCK):
        block = Block(sizes, hidden, start[first : first + BLOCK])
        for _ in range(epochs):
            for row, target in zip(x, y):
                block.step(row, target, rate)
        if first == 0:
            losses = [(target - block.forward(row).copy()) ** 2 for row, target in zip(x, y)]
    print(time.perf_counter() - began)
    for loss in (sum(losses) / rows)[:16]:
        print(repr(float(loss)))


main()
