"""Trains iris or digits by scikit-learn, as the experiments of those names do; prints seconds a training and the last loss.

    sklearn_peer.py iris|digits FILE TRAININGS
"""
import csv
import sys
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore", ConvergenceWarning)
name, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = list(csv.reader(open(path)))[1:]
inputs = np.array([[float(cell) for cell in row[:-1]] for row in rows])
labels = [row[-1] for row in rows]
if name == "iris":
    inputs = (inputs - inputs.mean(axis=0)) / inputs.std(axis=0)
    settings = dict(hidden_layer_sizes=(8,), activation="tanh", learning_rate_init=0.01, batch_size=10, max_iter=100)
else:
    inputs = inputs / 16
    settings = dict(hidden_layer_sizes=(32,), activation="relu", learning_rate_init=0.001, batch_size=32, max_iter=30)

# No penalty, and no end before the last epoch.
settings.update(alpha=0, tol=0, n_iter_no_change=10**6)
start = time.perf_counter()
for seed in range(count):
    network = MLPClassifier(random_state=seed, **settings).fit(inputs, labels)
print((time.perf_counter() - start) / count, network.loss_)
