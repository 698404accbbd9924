# The trained network "gender" as one R file that needs no package.
# predict_row(list("weight" = 135.0, "height" = 66.0)) gives list(output = ..., label = ...);
# predict_rows(table[COLUMNS]) answers each row of a data frame, such as
# read.csv(FILE, check.names = FALSE, colClasses = "character", na.strings = "");
# started by itself it answers the cells of its command line: Rscript gender.R 135 66
# Numbers are in raw units; a cell that is "", NA, NULL or missing is empty.
# The answers are those of predictions.csv to the last bit: only + - * / reach them, in the order in which the network
# was trained. Long numbers are in hexadecimal digits, because R may read the last bit of a decimal otherwise than other
# programs do, also in a table. Written by Seedbed, numerics 1.

COLUMNS <- c("weight", "height")

# Refuses a column that is not known: a misspelt one would pass for an empty cell. A name is for people.
require_known <- function(row) {
  if (length(row) > 0 && is.null(names(row))) stop("the cells of a row need names", call. = FALSE)
  unknown <- setdiff(names(row), c("name", COLUMNS))
  if (length(unknown) > 0) stop("there is no column ", unknown[1], ": known here: ", paste(COLUMNS, collapse = ", "), call. = FALSE)
}

# The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for.
INPUTS <- list(
  list(column = "weight", word = NA, shift = 135, scale = 1, missing = NA),
  list(column = "height", word = NA, shift = 66, scale = 1, missing = NA)
)
COLUMN_OF <- vapply(INPUTS, function(input) input$column, "")
WORD_OF <- vapply(INPUTS, function(input) as.character(input$word), "")

# What a table may have in an empty cell.
EMPTY <- c("")

# A cell as a table has it, without blanks around it; NULL where it is empty.
cell_of <- function(row, column) {
  cell <- row[[column]]
  if (is.factor(cell)) cell <- as.character(cell)
  if (is.null(cell)) return(NULL)
  if (length(cell) != 1) stop(column, " must be one cell: found ", length(cell), call. = FALSE)
  if (is.character(cell)) cell <- gsub("^[ \t]+|[ \t]+$", "", cell)
  if (is.na(cell) || is.character(cell) && cell %in% EMPTY) NULL else cell
}

# A number, or one as a table has it.
number_of <- function(column, cell) {
  value <- NA
  if (is.numeric(cell)) value <- as.numeric(cell)
  if (is.character(cell) &&
      grepl("^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\z", cell, perl = TRUE)) {
    value <- as.numeric(cell)
  }
  if (!is.finite(value)) stop(column, " must be a number: found ", format(cell), call. = FALSE)
  value
}

# (value - shift) / scale of each input.
inputs_of <- function(row) {
  vapply(INPUTS, function(input) {
    column <- input$column
    cell <- cell_of(row, column)
    if (is.null(cell)) {
      if (is.na(input$missing)) stop(column, " must not be empty", call. = FALSE)
      value <- input$missing
    } else if (is.na(input$word)) {
      value <- number_of(column, cell)
    } else {
      # A number stands for the word that it is written as.
      if (!is.character(cell)) cell <- format(cell, scientific = FALSE, digits = 15, trim = TRUE)
      if (!any(WORD_OF[COLUMN_OF == column] == cell)) {
        stop(column, " must be a word that was learned: found ", cell, call. = FALSE)
      }
      value <- if (cell == input$word) 1 else 0
    }
    (value - input$shift) / input$scale
  }, 0)
}

WEIGHTS_1 <- list(
  c(0x1.b82eee46b9076p+0, 0x1.e37e75564730cp-2),
  c(0x1.45d5e073d85e3p+0, 0x1.d5e8c394c8f93p+0)
)
BIASES_1 <- c(0x1.f19f265e05d22p-1, 0x1.d1cc8012086f7p-2)

WEIGHTS_2 <- list(
  c(-0x1.3f51e4eed8432p+1, -0x1.ce46250ad1ea9p+1)
)
BIASES_2 <- c(0x1.768538f7cb621p+1)

# The sum of each neuron: weights times values, from the first upwards, and its bias last.
dense <- function(weights, biases, values) {
  sums <- numeric(length(biases))
  for (neuron in seq_along(biases)) {
    row <- weights[[neuron]]
    total <- row[1] * values[1]
    for (place in seq_along(row)[-1]) total <- total + row[place] * values[place]
    sums[neuron] <- total + biases[neuron]
  }
  sums
}

pinned_where_nan <- function(a, b) if (is.nan(a)) b else a

pinned_greater <- function(a, b) if (isTRUE(a < b)) b else a

pinned_lesser <- function(a, b) if (isTRUE(b < a)) b else a

# The nearest integer, ties to even.
pinned_nearest <- function(x) {
  size <- abs(x)
  if (isTRUE(size < 2251799813685248)) return((6755399441055744 + x) - 6755399441055744)
  if (!isTRUE(size < 4503599627370496)) return(x)
  whole <- (size + 4503599627370496) - 4503599627370496
  if (x < 0) -whole else whole
}

# x times 2^-n, n at most 995 either way.
pinned_scaled_down <- function(x, n) {
  if (is.nan(n)) return(n)
  n <- min(max(n, -995), 995)
  half_or_two <- if (n < 0) 2 else 0.5
  power <- 1
  for (time in seq_len(abs(n))) power <- power * half_or_two
  x * power
}

pinned_sigmoid <- function(x) {
  t1 <- x * 0x1.71547652b82fep+0
  t2 <- pinned_nearest(t1)
  t3 <- t1 - t2
  t4 <- t3 * t3
  t5 <- (0x1.5a637bac907f7p+5 * t4 + 0x1.3b7fe2f30edb1p+13) * t4 + 0x1.7162edb3b27aep+17
  t6 <- t3 * ((t4 + 0x1.b557dfecf4bbbp+9) * t4 + 0x1.000a06fc90f81p+16)
  t7 <- t5 + t6
  pinned_where_nan(t7 / (t7 + pinned_scaled_down(t5 - t6, t2)), pinned_lesser(pinned_greater(x, 0), 1))
}

# The network's outputs for a row, in raw units.
outputs_of <- function(row) {
  require_known(row)
  values <- inputs_of(row)
  values <- vapply(dense(WEIGHTS_1, BIASES_1, values), pinned_sigmoid, 0)
  values <- vapply(dense(WEIGHTS_2, BIASES_2, values), pinned_sigmoid, 0)
  values
}

OUTPUTS <- c("output")

CLASSES <- c("M", "F")
CLASS_NUMBERS <- c(0, 1)

# The class whose number is nearest; halfway between two the higher one.
label_of <- function(output) {
  nearest <- 1
  for (other in seq_along(CLASSES)) {
    gain <- abs(output - CLASS_NUMBERS[nearest]) - abs(output - CLASS_NUMBERS[other])
    if (gain > 0 || gain == 0 && CLASS_NUMBERS[other] > CLASS_NUMBERS[nearest]) nearest <- other
  }
  CLASSES[nearest]
}

# The answer to a row, a list or one row of a data frame; NA where an output is not finite.
predict_row <- function(row) {
  outputs <- outputs_of(as.list(row))
  if (!all(is.finite(outputs))) outputs[] <- NA
  label <- if (anyNA(outputs)) NA_character_ else label_of(outputs)
  list(output = outputs, label = label)
}

# The answers to the rows of a data frame, as one.
predict_rows <- function(table) {
  answers <- lapply(seq_len(nrow(table)), function(row) predict_row(table[row, , drop = FALSE]))
  outputs <- as.numeric(unlist(lapply(answers, function(answer) answer$output)))
  data.frame(
    matrix(outputs, ncol = length(OUTPUTS), byrow = TRUE, dimnames = list(NULL, OUTPUTS)),
    label = vapply(answers, function(answer) answer$label, ""),
    check.names = FALSE
  )
}

if (sys.nframe() == 0 && !interactive()) {
  cells <- commandArgs(trailingOnly = TRUE)
  # Without a locale R would compare the bytes of words with letters.
  if (!l10n_info()[["UTF-8"]] && all(validUTF8(cells))) Encoding(cells) <- "UTF-8"
  refuse <- function(...) {
    message(...)
    quit(status = 1)
  }
  if (length(cells) != length(COLUMNS)) {
    refuse("usage: Rscript ", sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]), " ",
           paste(shQuote(COLUMNS), collapse = " "))
  }
  answer <- tryCatch(
    predict_row(setNames(as.list(cells), COLUMNS)),
    error = function(error) refuse(conditionMessage(error))
  )
  cat(sprintf("%s: %.17g\n", OUTPUTS, answer[[1]]), sep = "")
  if (!is.na(answer$label)) cat("label: ", answer$label, "\n", sep = "")
}
