/* The kernel's work in C: many networks at once in 128-bit vectors, two networks a vector, GROUP vectors in lockstep.
 * Why: it is the limit that SSE2 sets, and the figure that the kernel's speed is given in.
 *
 * Fixed when compiled, so that every loop is unrolled: INPUTS, HIDDEN1, HIDDEN2 (0 for no such layer), USE_TANH,
 * GROUP, and SAME_FORMULA for the kernel's own sigmoid in place of one with a two-part logarithm of 2.
 *
 * usage: vector_peer FILE NETWORKS ROWS EPOCHS
 * FILE holds doubles: inputs [row][input], targets [row], learning rate, starting parameters [network][parameter].
 * prints the seconds of training, then the loss of each of the first 16 networks.
 */
#define _POSIX_C_SOURCE 199309L
#include <emmintrin.h>
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
#define LANES (2 * GROUP)
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 32")
#define EACH UNROLL for (int u = 0; u < GROUP; u++)

typedef __m128d vector;
typedef struct { vector at[GROUP]; } column;

static const double INVERSE_LN2 = 1.4426950408889634, ROUNDER = 6755399441055744.0, CUT = 995;
#ifdef SAME_FORMULA
static const double P0 = 65546.02729135567, P1 = 874.686521167277;
static const double Q0 = 189125.85704642296, Q1 = 10095.985815158901, Q2 = 43.29857573333714;
#else
static const double LN2_HIGH = 0.6931471805598903, LN2_LOW = 5.497923018708371e-14;
static const double P0 = 15130.331933524407, P1 = 420.2459720003747;
static const double Q0 = 30260.663867048814, Q1 = 3362.213932921462, Q2 = 30.012295520499062;
#endif

#define ALL(value) _mm_set1_pd(value)
#define SCALE(v, k) _mm_castsi128_pd(_mm_add_epi64(_mm_castpd_si128(v), _mm_slli_epi64(_mm_castpd_si128(k), 52)))

/* e^-x = 2^k (q - p) / (q + p), or e^-2x; each statement is done for the whole column before the next. */
INLINE void quotient(const column *x, double factor, column *p, column *q, column *k) {
  column r, z;
#ifdef SAME_FORMULA
  EACH r.at[u] = x->at[u] * ALL(factor * INVERSE_LN2);
  EACH k->at[u] = ALL(ROUNDER) - r.at[u];
  EACH r.at[u] = r.at[u] + (k->at[u] - ALL(ROUNDER));
#else
  column whole;
  EACH k->at[u] = ALL(ROUNDER) - x->at[u] * ALL(factor * INVERSE_LN2);
  EACH whole.at[u] = k->at[u] - ALL(ROUNDER);
  EACH r.at[u] = x->at[u] * ALL(factor) + whole.at[u] * ALL(LN2_HIGH);
  EACH r.at[u] = r.at[u] + whole.at[u] * ALL(LN2_LOW);
#endif
  EACH z.at[u] = r.at[u] * r.at[u];
  EACH p->at[u] = r.at[u] * ((z.at[u] + ALL(P1)) * z.at[u] + ALL(P0));
  EACH q->at[u] = (ALL(Q2) * z.at[u] + ALL(Q1)) * z.at[u] + ALL(Q0);
  EACH k->at[u] = _mm_max_pd(_mm_min_pd(k->at[u], ALL(ROUNDER + CUT)), ALL(ROUNDER - CUT));
}

INLINE void sigmoid(const column *x, column *a) {
  column p, q, k, n;
  quotient(x, 1, &p, &q, &k);
  EACH n.at[u] = q.at[u] + p.at[u];
  EACH q.at[u] = q.at[u] - p.at[u];
  EACH q.at[u] = n.at[u] + SCALE(q.at[u], k.at[u]);
  EACH a->at[u] = n.at[u] / q.at[u];
}

INLINE void hyperbolic_tangent(const column *x, column *a) {
  column p, q, k, less, more, n;
  quotient(x, 2, &p, &q, &k);
  EACH k.at[u] = SCALE(ALL(1), k.at[u]);
  EACH less.at[u] = ALL(1) - k.at[u];
  EACH more.at[u] = ALL(1) + k.at[u];
  EACH n.at[u] = q.at[u] * less.at[u] + p.at[u] * more.at[u];
  EACH q.at[u] = q.at[u] * more.at[u] + p.at[u] * less.at[u];
  EACH a->at[u] = n.at[u] / q.at[u];
}

INLINE void activate(int is_output, const column *x, column *a) {
  if (USE_TANH && !is_output) hyperbolic_tangent(x, a);
  else sigmoid(x, a);
}

INLINE void times_slope(int is_output, column *delta, const column *a) {
  if (USE_TANH && !is_output) EACH delta->at[u] *= ALL(1) - a->at[u] * a->at[u];
  else EACH delta->at[u] *= a->at[u] * (ALL(1) - a->at[u]);
}

INLINE void layer_forward(int from_count, int to_count, int is_output, const column *w, const column *b,
                          const column *from, column *to) {
  UNROLL for (int j = 0; j < to_count; j++) {
    column sum;
    EACH sum.at[u] = w[j * from_count].at[u] * from[0].at[u];
    UNROLL for (int i = 1; i < from_count; i++) EACH sum.at[u] += w[j * from_count + i].at[u] * from[i].at[u];
    EACH sum.at[u] += b[j].at[u];
    activate(is_output, &sum, &to[j]);
  }
}

INLINE void layer_step(int from_count, int to_count, column *w, column *b, const column *from, const column *delta,
                       column *up, vector rate) {
  UNROLL for (int j = 0; j < to_count; j++) {
    column size;
    EACH size.at[u] = rate * delta[j].at[u];
    UNROLL for (int i = 0; i < from_count; i++) {
      column *weight = &w[j * from_count + i];
      if (up) EACH up[i].at[u] = j ? up[i].at[u] + delta[j].at[u] * weight->at[u] : delta[j].at[u] * weight->at[u];
      EACH weight->at[u] -= size.at[u] * from[i].at[u];
    }
    EACH b[j].at[u] -= size.at[u];
  }
}

/* The output neuron's activation; keeps all others in h1 and h2. */
INLINE void forward(const column *par, const double *row, column *in, column *h1, column *h2, column *out) {
  UNROLL for (int i = 0; i < INPUTS; i++) EACH in[i].at[u] = ALL(row[i]);
  const column *b = par + WEIGHTS;
  layer_forward(INPUTS, HIDDEN1, 0, par, b, in, h1);
#if HIDDEN2
  layer_forward(HIDDEN1, HIDDEN2, 0, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, h2);
  layer_forward(HIDDEN2, 1, 1, par + INPUTS * HIDDEN1 + HIDDEN1 * HIDDEN2, b + HIDDEN1 + HIDDEN2, h2, out);
#else
  layer_forward(HIDDEN1, 1, 1, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, out);
#endif
}

__attribute__((noinline)) static void train(column *par, const double *x, const double *y, long rows, long epochs,
                                            double learning_rate) {
  const vector rate = ALL(learning_rate);
  column *b = par + WEIGHTS;
  for (long epoch = 0; epoch < epochs; epoch++) {
    for (long row = 0; row < rows; row++) {
      column in[INPUTS], h1[HIDDEN1], h2[HIDDEN2 + 1], d1[HIDDEN1], d2[HIDDEN2 + 1], out[1], delta[1];
      forward(par, x + row * INPUTS, in, h1, h2, out);
      EACH delta[0].at[u] = ALL(-2) * (ALL(y[row]) - out[0].at[u]);
      times_slope(1, delta, out);
#if HIDDEN2
      layer_step(HIDDEN2, 1, par + INPUTS * HIDDEN1 + HIDDEN1 * HIDDEN2, b + HIDDEN1 + HIDDEN2, h2, delta, d2, rate);
      UNROLL for (int i = 0; i < HIDDEN2; i++) times_slope(0, &d2[i], &h2[i]);
      layer_step(HIDDEN1, HIDDEN2, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, d2, d1, rate);
#else
      layer_step(HIDDEN1, 1, par + INPUTS * HIDDEN1, b + HIDDEN1, h1, delta, d1, rate);
#endif
      UNROLL for (int i = 0; i < HIDDEN1; i++) times_slope(0, &d1[i], &h1[i]);
      layer_step(INPUTS, HIDDEN1, par, b, in, d1, NULL, rate);
    }
  }
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
  const double *x = data, *y = x + rows * INPUTS, rate = y[rows], *start = y + rows + 1;

  double losses[16];
  static column par[PARAMETERS];
  double began = seconds();
  for (long first = 0; first < networks; first += LANES) {
    for (int lane = 0; lane < LANES; lane++) {
      long network = first + lane < networks ? first + lane : first;
      for (int p = 0; p < PARAMETERS; p++) ((double *)&par[p])[lane] = start[network * PARAMETERS + p];
    }
    train(par, x, y, rows, epochs, rate);
    if (first >= 16) continue;
    column sum = {0}, in[INPUTS], h1[HIDDEN1], h2[HIDDEN2 + 1], out[1];
    for (long row = 0; row < rows; row++) {
      forward(par, x + row * INPUTS, in, h1, h2, out);
      EACH sum.at[u] += (ALL(y[row]) - out[0].at[u]) * (ALL(y[row]) - out[0].at[u]);
    }
    for (int lane = 0; lane < LANES && first + lane < 16; lane++) losses[first + lane] = ((double *)&sum)[lane] / rows;
  }
  printf("%.9g\n", seconds() - began);
  for (int network = 0; network < 16; network++) printf("%.17g\n", losses[network]);
  return 0;
}
