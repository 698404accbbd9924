// The JSON Schema of the experiment file as text, written by tests/experiment/schema_test.ts from the schema.
// Why as a module: a library that is imported from a URL can rely on modules only.

/** The JSON text of `experiments/experiment.schema.json`. */
export const SCHEMA_TEXT: string = String.raw`{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Seedbed experiment",
  "type": "object",
  "properties": {
    "numerics": {
      "description": "Version of the pinned arithmetic",
      "type": "number",
      "const": 1,
      "examples": [
        1
      ],
      "default": 1
    },
    "name": {
      "description": "Names the result folder; the file's name without .yaml where it is left out",
      "type": [
        "string",
        "number"
      ],
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9_-]+$",
      "examples": [
        "gender"
      ]
    },
    "description": {
      "description": "What the experiment is about",
      "type": [
        "string",
        "number"
      ],
      "maxLength": 2000,
      "examples": [
        "Predict gender from weight and height"
      ]
    },
    "dataset": {
      "description": "What is learned from what",
      "type": "object",
      "properties": {
        "features": {
          "description": "The network's inputs, in this order: input = (value - shift) / scale",
          "minItems": 1,
          "maxItems": 1000,
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "name": {
                "type": [
                  "string",
                  "number"
                ],
                "minLength": 1,
                "maxLength": 200,
                "description": "Name of the column",
                "examples": [
                  "weight"
                ]
              },
              "unit": {
                "description": "Unit of the raw values, shown in reports",
                "type": [
                  "string",
                  "number"
                ],
                "minLength": 1,
                "maxLength": 200,
                "examples": [
                  "lb"
                ]
              },
              "shift": {
                "description": "Subtracted from each raw value, in raw units; mean takes the mean of the rows",
                "anyOf": [
                  {
                    "type": "number"
                  },
                  {
                    "type": "string",
                    "enum": [
                      "mean"
                    ]
                  }
                ],
                "examples": [
                  135,
                  "mean"
                ],
                "default": 0
              },
              "scale": {
                "description": "Divides the shifted value; std takes the standard deviation of the rows",
                "anyOf": [
                  {
                    "not": {
                      "const": 0
                    },
                    "type": "number"
                  },
                  {
                    "type": "string",
                    "enum": [
                      "std"
                    ]
                  }
                ],
                "examples": [
                  10,
                  "std"
                ],
                "default": 1
              }
            },
            "required": [
              "name"
            ],
            "additionalProperties": false
          },
          "examples": [
            [
              {
                "name": "weight",
                "unit": "lb",
                "shift": 135
              }
            ]
          ]
        },
        "target": {
          "description": "What the network learns to answer",
          "type": "object",
          "properties": {
            "name": {
              "type": [
                "string",
                "number"
              ],
              "minLength": 1,
              "maxLength": 200,
              "description": "Name of the column to learn",
              "examples": [
                "gender"
              ]
            },
            "classes": {
              "description": "The classes and the number the network learns for each; without it the column holds the number",
              "type": "object",
              "propertyNames": {
                "type": "string"
              },
              "additionalProperties": {
                "type": "number"
              },
              "minProperties": 1,
              "maxProperties": 100,
              "examples": [
                {
                  "M": 0,
                  "F": 1
                }
              ]
            }
          },
          "required": [
            "name"
          ],
          "additionalProperties": false,
          "examples": [
            {
              "name": "gender",
              "classes": {
                "M": 0,
                "F": 1
              }
            }
          ]
        },
        "rows": {
          "description": "The examples to learn from, in training order: a value for each feature and the target, and a name",
          "examples": [
            [
              {
                "name": "Alice",
                "weight": 133,
                "height": 65,
                "gender": "F"
              }
            ]
          ],
          "type": "array",
          "maxItems": 100000,
          "items": {
            "type": "object",
            "properties": {
              "name": {
                "description": "What it is called, for people",
                "type": [
                  "string",
                  "number"
                ],
                "examples": [
                  "Alice"
                ]
              }
            },
            "additionalProperties": {
              "type": [
                "number",
                "string",
                "boolean"
              ]
            }
          }
        },
        "file": {
          "description": "A CSV file in this file's folder in place of rows: a header line with the same column names",
          "type": [
            "string",
            "number"
          ],
          "minLength": 1,
          "maxLength": 200,
          "examples": [
            "people.csv"
          ]
        }
      },
      "required": [
        "features"
      ],
      "additionalProperties": false,
      "examples": [
        {
          "features": [
            {
              "name": "x"
            }
          ],
          "target": {
            "name": "y"
          },
          "rows": [
            {
              "x": 0,
              "y": 1
            }
          ]
        }
      ]
    },
    "network": {
      "description": "What the network computes",
      "type": "object",
      "properties": {
        "hidden": {
          "description": "Neurons of each hidden layer; [] for none",
          "minItems": 0,
          "maxItems": 16,
          "type": "array",
          "items": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1024
          },
          "examples": [
            [
              2
            ],
            [
              8,
              8
            ],
            []
          ],
          "default": [
            2
          ]
        },
        "activation": {
          "description": "Activation of the hidden layers",
          "type": "string",
          "enum": [
            "sigmoid",
            "tanh",
            "relu",
            "identity"
          ],
          "examples": [
            "sigmoid",
            "tanh",
            "relu"
          ],
          "default": "sigmoid"
        },
        "output": {
          "description": "Activation of the output neuron",
          "type": "string",
          "enum": [
            "sigmoid",
            "tanh",
            "relu",
            "identity"
          ],
          "examples": [
            "sigmoid",
            "identity"
          ],
          "default": "sigmoid"
        }
      },
      "additionalProperties": false,
      "examples": [
        {
          "hidden": [
            2
          ],
          "activation": "sigmoid"
        }
      ]
    },
    "init": {
      "description": "How the network starts: from a seed, or from given weights and biases",
      "type": "object",
      "properties": {
        "seed": {
          "description": "Draws the starting parameters as NumPy's np.random.seed and np.random.normal would",
          "type": "integer",
          "minimum": 0,
          "maximum": 4294967295,
          "examples": [
            42
          ],
          "default": 0
        },
        "weights": {
          "description": "Starting weights in place of a seed: one number for all, or w1, w2, … layer by layer, neuron by neuron",
          "anyOf": [
            {
              "type": "number"
            },
            {
              "minItems": 0,
              "maxItems": 1000000,
              "type": "array",
              "items": {
                "type": "number"
              }
            }
          ],
          "examples": [
            1,
            [
              0,
              1,
              0,
              1,
              0,
              1
            ]
          ]
        },
        "biases": {
          "description": "Starting biases, beside weights: one number for all, or b1, b2, …; 0 where left out",
          "anyOf": [
            {
              "type": "number"
            },
            {
              "minItems": 0,
              "maxItems": 1000000,
              "type": "array",
              "items": {
                "type": "number"
              }
            }
          ],
          "examples": [
            0,
            [
              0,
              0,
              0
            ]
          ]
        }
      },
      "additionalProperties": false,
      "examples": [
        {
          "seed": 42
        },
        {
          "weights": 1,
          "biases": 0
        }
      ]
    },
    "training": {
      "description": "How the network learns: row by row, in the order of the file",
      "type": "object",
      "properties": {
        "learning_rate": {
          "description": "Step size of stochastic gradient descent",
          "type": "number",
          "minimum": 0,
          "examples": [
            0.1
          ],
          "default": 0.1
        },
        "epochs": {
          "description": "Passes over all rows; 0 only asks the queries and needs no rows",
          "type": "integer",
          "minimum": 0,
          "maximum": 100000000,
          "examples": [
            1000
          ],
          "default": 1000
        },
        "loss": {
          "description": "What training makes small: the mean squared error",
          "type": "string",
          "enum": [
            "mse"
          ],
          "examples": [
            "mse"
          ],
          "default": "mse"
        },
        "log_every": {
          "description": "The loss is logged at epochs 0, log_every, 2 log_every, …",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000000,
          "examples": [
            10
          ],
          "default": 10
        }
      },
      "additionalProperties": false,
      "examples": [
        {
          "learning_rate": 0.1,
          "epochs": 1000
        }
      ]
    },
    "queries": {
      "description": "What is asked of the trained network, in raw units",
      "examples": [
        [
          {
            "name": "Emily",
            "weight": 128,
            "height": 63
          }
        ]
      ],
      "type": "array",
      "maxItems": 1000,
      "items": {
        "type": "object",
        "properties": {
          "name": {
            "description": "What it is called, for people",
            "type": [
              "string",
              "number"
            ],
            "examples": [
              "Alice"
            ]
          }
        },
        "additionalProperties": {
          "type": [
            "number",
            "string",
            "boolean"
          ]
        }
      }
    },
    "sweep": {
      "description": "Many runs from one file: each key with a range a..b, linspace(a, b, n), geomspace(a, b, n) or a list; every combination is run, the last key changing fastest",
      "anyOf": [
        {
          "$ref": "#/definitions/sweptKeys"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/definitions/sweptKeys"
          }
        }
      ],
      "examples": [
        {
          "init.seed": "1..10000",
          "training.learning_rate": [
            0.05,
            0.1,
            0.5
          ]
        }
      ]
    }
  },
  "required": [
    "dataset"
  ],
  "additionalProperties": false,
  "definitions": {
    "sweptKeys": {
      "type": "object",
      "properties": {
        "network.hidden": {
          "description": "Values to run with. Neurons of each hidden layer; [] for none",
          "examples": [
            [
              [
                2
              ],
              [
                8,
                8
              ],
              []
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "network.activation": {
          "description": "Values to run with. Activation of the hidden layers",
          "examples": [
            [
              "sigmoid",
              "tanh",
              "relu"
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "network.output": {
          "description": "Values to run with. Activation of the output neuron",
          "examples": [
            [
              "sigmoid",
              "identity"
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "init.seed": {
          "description": "Values to run with. Draws the starting parameters as NumPy's np.random.seed and np.random.normal would",
          "examples": [
            [
              42
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "init.weights": {
          "description": "Values to run with. Starting weights in place of a seed: one number for all, or w1, w2, … layer by layer, neuron by neuron",
          "examples": [
            [
              1,
              [
                0,
                1,
                0,
                1,
                0,
                1
              ]
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "init.biases": {
          "description": "Values to run with. Starting biases, beside weights: one number for all, or b1, b2, …; 0 where left out",
          "examples": [
            [
              0,
              [
                0,
                0,
                0
              ]
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "training.learning_rate": {
          "description": "Values to run with. Step size of stochastic gradient descent",
          "examples": [
            [
              0.1
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "training.epochs": {
          "description": "Values to run with. Passes over all rows; 0 only asks the queries and needs no rows",
          "examples": [
            [
              1000
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "training.loss": {
          "description": "Values to run with. What training makes small: the mean squared error",
          "examples": [
            [
              "mse"
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "training.log_every": {
          "description": "Values to run with. The loss is logged at epochs 0, log_every, 2 log_every, …",
          "examples": [
            [
              10
            ]
          ],
          "anyOf": [
            {
              "$ref": "#/definitions/sweptValues"
            }
          ]
        },
        "zip": {
          "description": "Keys that move together: all take their first values, then their second, …",
          "examples": [
            {
              "init.seed": [
                1,
                2
              ],
              "training.learning_rate": [
                0.1,
                0.5
              ]
            }
          ],
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": {
                "$ref": "#/definitions/sweptValues"
              }
            },
            {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": {
                  "$ref": "#/definitions/sweptValues"
                }
              }
            }
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/definitions/sweptValues"
      }
    },
    "sweptValues": {
      "anyOf": [
        {
          "type": "string",
          "pattern": "^\\s*(-?\\d+\\s*\\.\\.\\s*-?\\d+|(linspace|geomspace)\\([^()]*\\))\\s*$"
        },
        {
          "type": "array",
          "minItems": 1,
          "maxItems": 10000,
          "items": {
            "anyOf": [
              {
                "type": "number"
              },
              {
                "type": "string"
              },
              {
                "type": "array",
                "items": {
                  "type": "number"
                }
              }
            ]
          }
        }
      ]
    }
  }
}`;
