// The trained network "gender" as one C file that needs no library but C's own headers.
// gender_predict(row) answers a row, gender_row row = { 135.0, 66.0 };
// numbers are in raw units, and NAN, or NULL for a word, is an empty cell.
// The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
// in which the network was trained. Written by Seedbed, numerics 1.
//
// Compile it with -ffp-contract=off and without -ffast-math: a product and a sum that are fused have other last bits.
// Compiled with -DMAIN it is a program that answers the cells of its command line.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __FAST_MATH__
#error "compile without -ffast-math: it changes the order of operations"
#endif
#if defined FLT_EVAL_METHOD && FLT_EVAL_METHOD == 2
#error "compile for SSE2 (-msse2 -mfpmath=sse): doubles must have 64 bits"
#endif
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

typedef struct {
    double weight; // "weight", "lb"
    double height; // "height", "in"
} gender_row;

typedef struct {
    double outputs[1]; // "gender"; NAN where a word is unknown or a cell must not be empty
    const char *label; // NULL where there is none, and where an output is not finite
} gender_answer;

static const double weights_1[] = {
    1.7194661066687593, 0.4721620878133741,
    1.2727947504830517, 1.8355829466099507,
};
static const double biases_1[] = { 0.9719173421644067, 0.4548816691404762 };

static const double weights_2[] = {
    -2.4946867147669076, -3.6115156462509117,
};
static const double biases_2[] = { 2.9259406289991294 };

/* The sum of each neuron: weights times values, from the first upwards, and its bias last. */
static void dense(const double *weights, const double *biases, int inputs, int neurons,
                  const double *values, double *sums) {
    int neuron, index;
    for (neuron = 0; neuron < neurons; neuron++, weights += inputs) {
        double sum = weights[0] * values[0];
        for (index = 1; index < inputs; index++) sum += weights[index] * values[index];
        sums[neuron] = sum + biases[neuron];
    }
}

static double pinned_whereNaN(double a, double b) {
    return a != a ? b : a;
}

static double pinned_greater(double a, double b) {
    return a < b ? b : a;
}

static double pinned_lesser(double a, double b) {
    return b < a ? b : a;
}

/* The nearest integer, ties to even. */
static double pinned_nearest(double x) {
    const double size = x < 0.0 ? -x : x;
    double whole;
    if (size < 2251799813685248.0) return (6755399441055744.0 + x) - 6755399441055744.0;
    if (!(size < 4503599627370496.0)) return x;
    whole = (size + 4503599627370496.0) - 4503599627370496.0;
    return x < 0.0 ? -whole : whole;
}

/* x times 2^-n, n at most 995 either way. */
static double pinned_scaledDown(double x, double n) {
    const double cut = n < -995.0 ? -995.0 : n < 995.0 ? n : 995.0;
    const uint64_t bits = (uint64_t) (1023 - (int) cut) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return x * power;
}

static double pinned_sigmoid(double x) {
    const double t1 = x * 1.4426950408889634;
    const double t2 = pinned_nearest(t1);
    const double t3 = t1 - t2;
    const double t4 = t3 * t3;
    const double t5 = (43.29857573333714 * t4 + 10095.985815158901) * t4 + 189125.85704642296;
    const double t6 = t3 * ((t4 + 874.686521167277) * t4 + 65546.02729135567);
    const double t7 = t5 + t6;
    return pinned_whereNaN(t7 / (t7 + pinned_scaledDown(t5 - t6, t2)), pinned_lesser(pinned_greater(x, 0.0), 1.0));
}

gender_answer gender_predict(gender_row row) {
    gender_answer answer;
    double values[2], sums[2];
    int index;
    values[0] = (row.weight - 135.0) / 1.0;
    values[1] = (row.height - 66.0) / 1.0;
    dense(weights_1, biases_1, 2, 2, values, sums);
    for (index = 0; index < 2; index++) values[index] = pinned_sigmoid(sums[index]);
    dense(weights_2, biases_2, 2, 1, values, sums);
    for (index = 0; index < 1; index++) values[index] = pinned_sigmoid(sums[index]);
    answer.outputs[0] = values[0];
    answer.label = NULL;
    for (index = 0; index < 1; index++) {
        if (!(answer.outputs[index] - answer.outputs[index] == 0.0)) return answer;
    }
    {
        static const char *const labels[] = { "M", "F" };
        static const double numbers[] = { 0.0, 1.0 };
        int nearest_class = 0; // halfway between two the higher one
        for (index = 1; index < 2; index++) {
            const double gain =
                fabs(answer.outputs[0] - numbers[nearest_class]) - fabs(answer.outputs[0] - numbers[index]);
            if (gain > 0.0 || (gain == 0.0 && numbers[index] > numbers[nearest_class])) nearest_class = index;
        }
        answer.label = labels[nearest_class];
    }
    return answer;
}

#ifdef MAIN
#include <stdio.h>
#include <stdlib.h>

/* A cell as a table has it, without blanks around it; NULL where it is empty. */
static char *cell_of(char *cell) {
    static const char *const empty[] = { "" };
    size_t index, length;
    cell += strspn(cell, " \t");
    for (length = strlen(cell); length > 0 && strchr(" \t", cell[length - 1]) != NULL; length--) {
        cell[length - 1] = 0;
    }
    for (index = 0; index < sizeof empty / sizeof *empty; index++) {
        if (strcmp(cell, empty[index]) == 0) return NULL;
    }
    return cell;
}

/* A number as a table has it; none for an empty cell. */
static double number_of(const char *cell) {
    char *end;
    double value;
    if (cell == NULL) return NAN;
    value = strtod(cell, &end);
    if (*end == 0 && strspn(cell, "+-.0123456789eE") == strlen(cell) && isfinite(value)) return value;
    fprintf(stderr, "a number is wanted: found %s\n", cell);
    exit(2);
}

int main(int count, char **arguments) {
    gender_row row;
    gender_answer answer;
    int index;
    if (count != 3) {
        fprintf(stderr, "usage: %s weight height\n", arguments[0]);
        return 2;
    }
    row.weight = number_of(cell_of(arguments[1]));
    row.height = number_of(cell_of(arguments[2]));
    answer = gender_predict(row);
    for (index = 0; index < 1; index++) printf("%.17g ", answer.outputs[index]);
    printf("%s\n", answer.label == NULL ? "" : answer.label);
    if (!isnan(answer.outputs[0])) return 0;
    fprintf(stderr, "no answer: is a word unknown, or a cell empty that must not be?\n");
    return 1;
}
#endif
