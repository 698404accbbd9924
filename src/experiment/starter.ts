// The experiment that `new` writes: short, commented, and it runs as it is.
// Why so many comments: it is for someone who has not seen the format yet.

/**
 * The text of a starter experiment, in lines for a terminal of 80 columns.
 *
 * @param command the command that runs it, on one line.
 */
export function starterText(name: string, command: string): string {
  return `# ${name}: a small network that learns OR from four rows.
# Run it:             ${command}
# Change a setting:   ${command} seed=7 learning_rate=1
# Many seeds at once: ${command} seed=1..1000
name: ${name}
description: Learn OR

dataset:
  features:                       # its inputs, each (value - shift) / scale
    - { name: left, shift: 0.5 }  # or  shift: mean, scale: std, unit: any word
    - { name: right, shift: 0.5 }
  target: { name: either, classes: { "no": 0, "yes": 1 } }
  rows:                           # or  file: rows.csv  in this folder
    - { name: neither, left: 0, right: 0, either: "no" }
    - { name: first,   left: 1, right: 0, either: "yes" }
    - { name: second,  left: 0, right: 1, either: "yes" }
    - { name: both,    left: 1, right: 1, either: "yes" }

network:
  hidden: [2]                     # neurons of each hidden layer: [8, 8] for two
  activation: sigmoid             # or  tanh, relu, identity, leaky_relu, elu,
                                  # softplus, silu, gelu_tanh
init:
  seed: 42                        # another seed, another start: was it luck?
training:
  learning_rate: 0.5              # of the optimizer: sgd, or  adagrad, rmsprop,
                                  # adam, adamw, with rates of their own
  epochs: 2000
  log_every: 100                  # the loss is logged at epochs 0, 100, 200, …

queries:                          # asked when training is done, in raw units
  - { name: mostly first, left: 0.9, right: 0.1 }
  - { name: hardly any,   left: 0.1, right: 0.1 }
`;
}
