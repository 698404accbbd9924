# The training of the network "gender" in PyTorch, with doubles: the same start, the same rows in the same order.
# It prints the lines of loss.csv, the losses within 1e-9 of Seedbed's, and then the answers.

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # more only get into each other's way in a small network


SHIFT = torch.tensor([135.0, 66.0])
SCALE = torch.tensor([1.0, 1.0])


def scaled(rows):
    """Rows as the network sees them."""
    return (torch.tensor(rows) - SHIFT) / SCALE


# "weight", "height"
inputs = scaled([
    [133.0, 65.0],
    [160.0, 72.0],
    [152.0, 70.0],
    [120.0, 60.0],
])

# "gender"
targets = torch.tensor([
    [1.0],
    [0.0],
    [0.0],
    [1.0],
])


model = nn.Sequential(
    nn.Linear(2, 2),
    nn.Sigmoid(),
    nn.Linear(2, 1),
    nn.Sigmoid(),
)
START = [
    [
        [0.4967141530112327, -0.13826430117118466],
        [0.6476885381006925, 1.5230298564080254],
    ],
    [1.5792128155073915, 0.7674347291529088],
    [
        [-0.23415337472333597, -0.23413695694918055],
    ],
    [-0.4694743859349521],
]
with torch.no_grad():
    for parameter, values in zip(model.parameters(), START):
        parameter.copy_(torch.tensor(values))


optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loss_of = nn.MSELoss()


def loss_over(rows, wanted):
    """The mean loss over rows."""
    return loss_of(model(rows), wanted)


for epoch in range(1000):
    for batch in torch.arange(len(inputs)).split(1):
        optimizer.zero_grad()
        loss_over(inputs[batch], targets[batch]).backward()
        optimizer.step()
    if epoch % 10 == 0:
        with torch.no_grad():
            loss = loss_over(inputs, targets).item()
        print(f"{epoch},{loss!r}")


QUERIES = [
    ("Emily", [128.0, 63.0]),
    ("Frank", [155.0, 68.0]),
]
with torch.no_grad():
    for name, values in QUERIES:
        outputs = model(scaled([values]))
        print(name, *map(repr, outputs[0].tolist()), sep=",")
