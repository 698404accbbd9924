# The trained network "gender" as one Python file that needs no library.
# predict({"weight": 135.0, "height": 66.0}) gives {"output": ..., "label": ...};
# started by itself it answers the cells of its command line: python3 gender.py 135 66
# Numbers are in raw units; a cell that is "", None or missing is empty.
# The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
# in which the network was trained. Written by Seedbed, numerics 1.

import math
import re
import sys


COLUMNS = [
    "weight", "height",
]
KNOWN = {"name", *COLUMNS}


def require_known(row):
    """Refuses a column that is not known: a misspelt one would pass for an empty cell. A name is for people."""
    for column in row.keys():
        if column not in KNOWN:
            raise ValueError(f"there is no column {column}: known here: {', '.join(COLUMNS)}")


# The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for.
INPUTS = [
    ("weight", None, 135.0, 1.0, None),
    ("height", None, 66.0, 1.0, None),
]


# What a table may have in an empty cell.
EMPTY = [""]


def cell_of(row, column):
    """A cell as a table has it, without blanks around it; None where it is empty."""
    cell = row.get(column)
    if isinstance(cell, str):
        cell = cell.strip(" \t")
        return None if cell in EMPTY else cell
    return None if cell is None or cell != cell else cell


def number_of(column, cell):
    """A number, or one as a table has it."""
    is_text = isinstance(cell, str)
    is_number = not isinstance(cell, bool)
    if is_text:
        is_number = re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", cell)
    try:
        value = float(cell) if is_number else math.nan
    except (OverflowError, TypeError):
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{column} must be a number: found {cell}")
    return value


def inputs_of(row):
    """(value - shift) / scale of each input."""
    values = []
    for column, word, shift, scale, missing in INPUTS:
        cell = cell_of(row, column)
        if cell is None:
            if missing is None:
                raise ValueError(f"{column} must not be empty")
            value = missing
        elif word is None:
            value = number_of(column, cell)
        else:
            # A number stands for the word that it is written as.
            cell = re.sub(r"\.0$", "", str(cell))
            if not any(input[0] == column and input[1] == cell for input in INPUTS):
                raise ValueError(f"{column} must be a word that was learned: found {cell}")
            value = 1.0 if cell == word else 0.0
        values.append((value - shift) / scale)
    return values


WEIGHTS_1 = [
    [1.7194661066687593, 0.4721620878133741],
    [1.2727947504830517, 1.8355829466099507],
]
BIASES_1 = [0.9719173421644067, 0.4548816691404762]
WEIGHTS_2 = [
    [-2.4946867147669076, -3.6115156462509117],
]
BIASES_2 = [2.9259406289991294]


def dense(weights, biases, values):
    """The sum of each neuron: weights times values, from the first upwards, and its bias last."""
    sums = []
    for row, bias in zip(weights, biases):
        total = row[0] * values[0]
        for weight, value in zip(row[1:], values[1:]):
            total += weight * value
        sums.append(total + bias)
    return sums


def where_nan(a, b):
    return b if a != a else a


def greater(a, b):
    return b if a < b else a


def lesser(a, b):
    return b if b < a else a


def nearest(x):
    """The nearest integer, ties to even."""
    size = abs(x)
    if size < 2251799813685248.0:
        return (6755399441055744.0 + x) - 6755399441055744.0
    if not size < 4503599627370496.0:
        return x
    whole = (size + 4503599627370496.0) - 4503599627370496.0
    return -whole if x < 0.0 else whole


def scaled_down(x, n):
    """x times 2^-n, n at most 995 either way."""
    return x * math.ldexp(1.0, int(-lesser(greater(n, -995.0), 995.0))) if n == n else n


def sigmoid(x):
    t1 = x * 1.4426950408889634
    t2 = nearest(t1)
    t3 = t1 - t2
    t4 = t3 * t3
    t5 = (43.29857573333714 * t4 + 10095.985815158901) * t4 + 189125.85704642296
    t6 = t3 * ((t4 + 874.686521167277) * t4 + 65546.02729135567)
    t7 = t5 + t6
    return where_nan(t7 / (t7 + scaled_down(t5 - t6, t2)), lesser(greater(x, 0.0), 1.0))


def outputs_of(row):
    """The network's outputs for a row, in raw units."""
    require_known(row)
    values = inputs_of(row)
    values = [sigmoid(x) for x in dense(WEIGHTS_1, BIASES_1, values)]
    values = [sigmoid(x) for x in dense(WEIGHTS_2, BIASES_2, values)]
    return values


CLASSES = [
    ("M", 0.0),
    ("F", 1.0),
]


def label_of(outputs):
    """The class whose number is nearest; halfway between two the higher one."""
    label, value = CLASSES[0]
    for other_label, other in CLASSES:
        gain = abs(outputs[0] - value) - abs(outputs[0] - other)
        if gain > 0.0 or gain == 0.0 and other > value:
            label, value = other_label, other
    return label


def predict(row):
    """The answer to a row; None where an output is not finite."""
    outputs = outputs_of(row)
    if not all(map(math.isfinite, outputs)):
        return {"output": None, "label": None}
    return {"output": outputs[0], "label": label_of(outputs)}


if __name__ == "__main__":
    if len(sys.argv) != len(COLUMNS) + 1:
        names = [column if column.isidentifier() else repr(column) for column in COLUMNS]
        sys.exit(" ".join(["usage: python3", sys.argv[0], *names]))
    try:
        print(predict(dict(zip(COLUMNS, sys.argv[1:]))))
    except ValueError as error:
        sys.exit(str(error))
