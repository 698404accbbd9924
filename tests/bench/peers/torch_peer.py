"""Trains the network of digits_cnn.yaml under PyTorch, on all rows, and prints seconds and the last loss.

usage: torch_peer.py DIGITS_CSV FILTERS EPOCHS
"""

import csv
import sys
import time

import torch

path, filters, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(path) as file:
    rows = [[float(cell) for cell in row] for row in list(csv.reader(file))[1:]]
torch.set_default_dtype(torch.float64)
torch.set_num_threads(2)
x = (torch.tensor([row[:64] for row in rows]) - 8) / 16
x = x.reshape(-1, 1, 8, 8)
y = torch.tensor([int(row[64]) for row in rows])
model = torch.nn.Sequential(
    torch.nn.Conv2d(1, filters, 3),
    torch.nn.ReLU(),
    torch.nn.MaxPool2d(2),
    torch.nn.Flatten(),
    torch.nn.Linear(filters * 9, 10),
)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loss_of = torch.nn.CrossEntropyLoss()
start = time.perf_counter()
for _ in range(epochs):
    for first in range(0, len(x), 32):
        optimizer.zero_grad()
        loss = loss_of(model(x[first : first + 32]), y[first : first + 32])
        loss.backward()
        optimizer.step()
print(time.perf_counter() - start, loss.item())
