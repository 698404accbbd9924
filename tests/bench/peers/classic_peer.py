"""The classic first network in NumPy, one sample at a time: the program that `run` is measured against.

Prints the loss every ten epochs and two answers, as a learner's script does.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(x):
    s = sigmoid(x)
    return s * (1 - s)


class Network:
    def __init__(self, seed):
        np.random.seed(seed)
        self.w = [np.random.normal() for _ in range(6)]
        self.b = [np.random.normal() for _ in range(3)]

    def forward(self, x):
        w, b = self.w, self.b
        s1 = w[0] * x[0] + w[1] * x[1] + b[0]
        s2 = w[2] * x[0] + w[3] * x[1] + b[1]
        h1, h2 = sigmoid(s1), sigmoid(s2)
        s3 = w[4] * h1 + w[5] * h2 + b[2]
        return s1, s2, s3, h1, h2, sigmoid(s3)

    def step(self, x, target, rate):
        w, b = self.w, self.b
        s1, s2, s3, h1, h2, out = self.forward(x)
        out_delta = -2 * (target - out) * slope(s3)
        delta1 = out_delta * w[4] * slope(s1)
        delta2 = out_delta * w[5] * slope(s2)
        w[4] -= rate * out_delta * h1
        w[5] -= rate * out_delta * h2
        b[2] -= rate * out_delta
        w[0] -= rate * delta1 * x[0]
        w[1] -= rate * delta1 * x[1]
        b[0] -= rate * delta1
        w[2] -= rate * delta2 * x[0]
        w[3] -= rate * delta2 * x[1]
        b[1] -= rate * delta2


rows = np.array([[-2, -1], [25, 6], [17, 4], [-15, -6]], dtype=float)
targets = np.array([1, 0, 0, 1], dtype=float)
network = Network(42)
for epoch in range(1000):
    for row, target in zip(rows, targets):
        network.step(row, target, 0.1)
    if epoch % 10 == 0:
        outputs = np.array([network.forward(row)[-1] for row in rows])
        print("Epoch %d loss: %.3f" % (epoch, ((targets - outputs) ** 2).mean()))
print("Emily: %.3f - F" % network.forward([-7, -3])[-1])
print("Frank: %.3f - M" % network.forward([20, 2])[-1])
