/* One network at a time in C with the C library's exp and tanh: the program one would write by hand.
 * Fixed when compiled, so that every loop can be unrolled: INPUTS, HIDDEN1, HIDDEN2 (0 for no such layer), USE_TANH.
 *
 * usage: scalar_peer FILE NETWORKS ROWS EPOCHS
 * FILE holds doubles: inputs [row][input], targets [row], learning rate, starting parameters [network][parameter].
 * prints the seconds of training, then the loss of each of the first 16 networks.
 */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if HIDDEN2
#define WEIGHTS (INPUTS * HIDDEN1 + HIDDEN1 * HIDDEN2 + HIDDEN2)
#define BIASES (HIDDEN1 + HIDDEN2 + 1)
#else
#define WEIGHTS (INPUTS * HIDDEN1 + HIDDEN1)
#define BIASES (HIDDEN1 + 1)
#endif
#define PARAMETERS (WEIGHTS + BIASES)
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 32")

INLINE double activate(int is_output, double x) {
  return USE_TANH && !is_output ? tanh(x) : 1 / (1 + exp(-x));
}

INLINE double slope(int is_output, double a) {
  return USE_TANH && !is_output ? 1 - a * a : a * (1 - a);
}

INLINE void layer_forward(int from_count, int to_count, int is_output, const double *w, const double *b,
                          const double *from, double *to) {
  UNROLL for (int j = 0; j < to_count; j++) {
    double sum = w[j * from_count] * from[0];
    UNROLL for (int i = 1; i < from_count; i++) sum += w[j * from_count + i] * from[i];
    to[j] = activate(is_output, sum + b[j]);
  }
}

INLINE void layer_step(int from_count, int to_count, double *w, double *b, const double *from, const double *delta,
                       double *up, double rate) {
  UNROLL for (int j = 0; j < to_count; j++) {
    double size = rate * delta[j];
    UNROLL for (int i = 0; i < from_count; i++) {
      double *weight = &w[j * from_count + i];
      if (up) up[i] = j ? up[i] + delta[j] * *weight : delta[j] * *weight;
      *weight -= size * from[i];
    }
    b[j] -= size;
  }
}

INLINE void forward(const double *par, const double *row, double *h1, double *h2, double *out) {
  const double *b = par + WEIGHTS;
  layer_forward(INPUTS, HIDDEN1, 0, par, b, row, h1);
#if HIDDEN2
  layer_forward(HIDDEN1, HIDDEN2, 0, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, h2);
  layer_forward(HIDDEN2, 1, 1, par + INPUTS * HIDDEN1 + HIDDEN1 * HIDDEN2, b + HIDDEN1 + HIDDEN2, h2, out);
#else
  layer_forward(HIDDEN1, 1, 1, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, out);
#endif
}

__attribute__((noinline)) static void train(double *restrict shared, const double *restrict x,
                                            const double *restrict y, long rows, long epochs, double rate) {
  double par[PARAMETERS], *b = par + WEIGHTS;
  for (int p = 0; p < PARAMETERS; p++) par[p] = shared[p];
  for (long epoch = 0; epoch < epochs; epoch++) {
    for (long row = 0; row < rows; row++) {
      double h1[HIDDEN1], h2[HIDDEN2 + 1], d1[HIDDEN1], d2[HIDDEN2 + 1], out[1], delta[1];
      forward(par, x + row * INPUTS, h1, h2, out);
      delta[0] = -2 * (y[row] - out[0]) * slope(1, out[0]);
#if HIDDEN2
      layer_step(HIDDEN2, 1, par + INPUTS * HIDDEN1 + HIDDEN1 * HIDDEN2, b + HIDDEN1 + HIDDEN2, h2, delta, d2, rate);
      UNROLL for (int i = 0; i < HIDDEN2; i++) d2[i] *= slope(0, h2[i]);
      layer_step(HIDDEN1, HIDDEN2, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, d2, d1, rate);
#else
      layer_step(HIDDEN1, 1, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, delta, d1, rate);
#endif
      UNROLL for (int i = 0; i < HIDDEN1; i++) d1[i] *= slope(0, h1[i]);
      layer_step(INPUTS, HIDDEN1, par, b, x + row * INPUTS, d1, NULL, rate);
    }
  }
  for (int p = 0; p < PARAMETERS; p++) shared[p] = par[p];
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  long networks = atol(argv[2]), rows = atol(argv[3]), epochs = atol(argv[4]);
  long count = rows * INPUTS + rows + 1 + networks * PARAMETERS;
  double *data = malloc(count * sizeof(double));
  FILE *file = fopen(argv[1], "rb");
  if (!file || fread(data, sizeof(double), count, file) != (size_t)count) return 3;
  double *x = data, *y = x + rows * INPUTS, rate = y[rows], *par = y + rows + 1;

  double began = seconds();
  for (long network = 0; network < networks; network++) train(par + network * PARAMETERS, x, y, rows, epochs, rate);
  printf("%.9g\n", seconds() - began);
  for (long network = 0; network < networks && network < 16; network++) {
    double sum = 0, h1[HIDDEN1], h2[HIDDEN2 + 1], out[1];
    for (long row = 0; row < rows; row++) {
      forward(par + network * PARAMETERS, x + row * INPUTS, h1, h2, out);
      sum += (y[row] - out[0]) * (y[row] - out[0]);
    }
    printf("%.17g\n", sum / rows);
  }
  return 0;
}
