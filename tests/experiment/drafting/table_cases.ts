// Tables as people have them, made anew in the shape and with the awkwardness of those that are passed around most.
// Why made anew: their figures do not matter here; what separates cells, what is missing and what is quoted does.

/** A table and what an experiment for it should be. */
export interface TableCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly target: string;
  /** Classes of the target; 0 for numbers. */
  readonly classCount: number;
  readonly inputCount: number;
  readonly rowCount: number;
  /** What the file is said to be. */
  readonly file: RegExp;
}

/** Numbers from 0 to below 1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const random = numbers(1);
const decimal = (most: number, digits = 1): string => (random() * most).toFixed(digits);
const whole = (most: number): number => Math.floor(random() * most);
const oneOf = <Item>(items: readonly Item[]): Item => items[whole(items.length)];
const lines = (count: number, line: (index: number) => string, end = "\n"): string =>
  Array.from({ length: count }, (_, index) => line(index) + end).join("");
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Text as windows-1252 has it: of its characters only those that Latin-1 has, too. */
const windows1252 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, isLittle);
  [...text].forEach((character, index) => view.setUint16(2 * index + 2, character.charCodeAt(0), isLittle));
  return bytes;
}

const SPECIES = ["Iris-setosa", "Iris-versicolor", "Iris-virginica"];

function iris(separator: string, end = "\n", point = "."): string {
  return lines(150, (index) => {
    const cells = [decimal(8), decimal(4), decimal(7), decimal(3)].map((cell) => cell.replace(".", point));
    return [...cells, SPECIES[Math.floor(index / 50)]].join(separator);
  }, end);
}

const IRIS_HEADER = ["sepal length", "sepal width", "petal length", "petal width", "species"];

function passengers(count: number): string {
  const header = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Fare,Cabin,Embarked\n";
  return header + lines(count, (index) => {
    const name = `"${oneOf(["Kelly", "Smith", "O'Brien"])}, Mr. ""Jim"" ${index % 700}"`;
    const cabin = index % 5 === 0 ? `C${whole(150)}` : "";
    const age = index % 5 === 1 ? "" : decimal(80, 0);
    return [
      index + 1,
      whole(2),
      1 + whole(3),
      name,
      oneOf(["male", "female"]),
      age,
      whole(4),
      decimal(500, 4),
      cabin,
      index % 400 === 7 ? "" : oneOf(["S", "C", "Q"]),
    ].join(",");
  });
}

const flower = { target: "species", classCount: 3, inputCount: 4, rowCount: 150 };

/** Each of them once. */
export const tableCases: readonly TableCase[] = [
  {
    ...flower,
    name: "flowers without a header line, and an empty line at the end",
    bytes: utf8(`${iris(",")}\n`),
    target: "c5",
    file: /^\{ path: data\.csv, header: none \}$/,
  },
  {
    name: "wine qualities: quoted names, semicolons",
    bytes: utf8(
      '"fixed acidity";"volatile acidity";"citric acid";"residual sugar";"pH";"alcohol";"quality"\n' +
        lines(
          400,
          () =>
            [decimal(9), decimal(1, 2), decimal(1, 2), decimal(5), decimal(4, 2), decimal(14), 3 + whole(6)]
              .join(";"),
        ),
    ),
    target: "quality",
    classCount: 6,
    inputCount: 6,
    rowCount: 400,
    file: /^\{ path: data\.csv, separator: ";" \}$/,
  },
  {
    name: "wines without a header line, the class first",
    bytes: utf8(
      lines(
        178,
        (index) =>
          [1 + Math.floor(index / 60), decimal(14, 2), decimal(5, 2), 90 + whole(70), 300 + whole(1300)].join(
            ",",
          ),
      ),
    ),
    target: "c1",
    classCount: 3,
    inputCount: 4,
    rowCount: 178,
    file: /^\{ path: data\.csv, header: none \}$/,
  },
  {
    name: "cars: blanks in columns, question marks, names in quotes after a tab",
    bytes: utf8(lines(398, (index) => {
      const power = index % 66 === 5 ? "?" : `${50 + whole(180)}.0`;
      const name = `"${oneOf(["ford", "chevrolet", "vw"])} ${oneOf(["pinto", "impala"])} ${index % 380}"`;
      return `${(9 + random() * 37).toFixed(1)}   ${oneOf([4, 6, 8])}   ${decimal(450)}      ${power}      ${
        2000 + whole(3000)
      }.      ${decimal(20)}   ${70 + whole(13)}  ${1 + whole(3)}\t${name}`;
    })),
    target: "c8",
    classCount: 3,
    inputCount: 7,
    rowCount: 398,
    file: /^\{ path: data\.csv, separator: space, header: none, missing: \["\?"\], row_name: c9 \}$/,
  },
  {
    name: "incomes: no header line, a blank after each comma, question marks among words",
    bytes: utf8(lines(500, (index) =>
      [
        17 + whole(60),
        index % 16 === 3 ? "?" : oneOf(["Private", "State-gov", "Self-emp-not-inc"]),
        10000 + whole(900000),
        oneOf(["Bachelors", "HS-grad", "11th", "Masters"]),
        oneOf(["Male", "Female"]),
        whole(99),
        oneOf(["United-States", "Mexico"]),
        oneOf(["<=50K", ">50K"]),
      ].join(", "))),
    target: "c8",
    classCount: 2,
    inputCount: 14,
    rowCount: 500,
    file: /^\{ path: data\.csv, header: none, missing: \["\?"\] \}$/,
  },
  {
    name: "891 passengers: names with commas and quotes, ages that are missing, cabins that most lack",
    bytes: utf8(passengers(891)),
    target: "Survived",
    classCount: 2,
    inputCount: 9,
    rowCount: 891,
    file: /^\{ path: data\.csv, row_name: Name \}$/,
  },
  {
    name: "penguins: NA, words, a first column without a name",
    bytes: utf8(
      '"","species","island","bill_length_mm","body_mass_g","sex","year"\n' + lines(344, (index) => {
        const na = index % 100 === 3;
        return [
          `"${index + 1}"`,
          `"${["Adelie", "Chinstrap", "Gentoo"][Math.floor(index / 115)]}"`,
          `"${oneOf(["Biscoe", "Dream", "Torgersen"])}"`,
          na ? "NA" : decimal(60),
          na ? "NA" : 2700 + whole(3600),
          index % 31 === 3 ? "NA" : `"${oneOf(["male", "female"])}"`,
          2007 + whole(3),
        ].join(",");
      }),
    ),
    target: "species",
    classCount: 3,
    inputCount: 8,
    rowCount: 344,
    file: /^\{ path: data\.csv, missing: \["NA"\] \}$/,
  },
  {
    name: "shells without a header line: a letter first, then figures",
    bytes: utf8(
      lines(
        600,
        () => [oneOf(["M", "F", "I"]), decimal(1, 3), decimal(1, 3), decimal(1, 4), 1 + whole(29)].join(","),
      ),
    ),
    target: "c1",
    classCount: 3,
    inputCount: 4,
    rowCount: 600,
    file: /^\{ path: data\.csv, header: none \}$/,
  },
  {
    name: "tumours without a header line: a number for each patient, a letter, thirty figures",
    bytes: utf8(
      lines(569, (index) =>
        [
          842302 + 17 * index,
          oneOf(["M", "B"]),
          ...Array.from({ length: 30 }, () => decimal(20, 4)),
        ].join(",")),
    ),
    target: "c2",
    classCount: 2,
    inputCount: 30,
    rowCount: 569,
    file: /^\{ path: data\.csv, header: none, row_name: c1 \}$/,
  },
  {
    name: "biopsies: question marks among whole numbers, classes called 2 and 4",
    bytes: utf8(
      lines(699, (index) =>
        [
          1000025 + index,
          1 + whole(10),
          1 + whole(10),
          index % 44 === 1 ? "?" : 1 + whole(10),
          1 + whole(10),
          oneOf([2, 4]),
        ].join(",")),
    ),
    target: "c6",
    classCount: 2,
    inputCount: 4,
    rowCount: 699,
    file: /^\{ path: data\.csv, header: none, missing: \["\?"\], row_name: c1 \}$/,
  },
  {
    ...flower,
    name: "windows-1252, semicolons, decimal commas",
    bytes: windows1252(`L\u00e4nge;Breite;H\u00f6he;Gr\u00f6\u00dfe;species\r\n${iris(";", "\r\n", ",")}`),
    file: /^\{ path: data\.csv, separator: ";", decimal: ",", encoding: windows-1252 \}$/,
  },
  {
    ...flower,
    name: "UTF-16 with tabs, as a spreadsheet saves Unicode text",
    bytes: utf16(`${IRIS_HEADER.join("\t")}\r\n${iris("\t", "\r\n")}`, true),
    file: /^\{ path: data\.csv, separator: tab \}$/,
  },
  {
    ...flower,
    name: "UTF-16, the larger byte first",
    bytes: utf16(`${IRIS_HEADER.join(",")}\n${iris(",")}`, false),
    file: /^data\.csv$/,
  },
  {
    ...flower,
    name: "a byte order mark, semicolons, CR LF",
    bytes: utf8(`\uFEFF${IRIS_HEADER.join(";")}\r\n${iris(";", "\r\n")}`),
    file: /^\{ path: data\.csv, separator: ";" \}$/,
  },
  {
    ...flower,
    name: "the separator named in the first line",
    bytes: utf8(`sep=;\r\n${IRIS_HEADER.join(";")}\r\n${iris(";", "\r\n")}`),
    file: /^\{ path: data\.csv, separator: ";" \}$/,
  },
  {
    ...flower,
    name: "lines of commas alone, and columns that nobody named",
    bytes: utf8(`${IRIS_HEADER.join(",")},,\n${iris(",").replaceAll("\n", ",,\n")}${",,,,,,\n".repeat(20)}`),
    file: /^data\.csv$/,
  },
  {
    ...flower,
    name: "lines that end with CR alone",
    bytes: utf8(`${IRIS_HEADER.join(",")}\r${iris(",", "\r")}`),
    file: /^data\.csv$/,
  },
  {
    ...flower,
    name: "all cells in quotes",
    bytes: utf8(
      `${
        [IRIS_HEADER.join(","), ...iris(",").trim().split("\n")].map((line) =>
          line.split(",").map((cell) => `"${cell}"`).join(",")
        ).join("\n")
      }\n`,
    ),
    file: /^data\.csv$/,
  },
  {
    ...flower,
    name: "upright marks",
    bytes: utf8(`${IRIS_HEADER.join("|")}\n${iris("|")}`),
    file: /^\{ path: data\.csv, separator: "\|" \}$/,
  },
  {
    name: "seeds: tabs, some of them doubled, no header line",
    bytes: utf8(
      lines(
        210,
        (index) =>
          `${decimal(20, 2)}\t${decimal(17, 2)}\t${index % 21 === 3 ? "\t" : ""}${decimal(1, 4)}\t${
            1 + Math.floor(index / 70)
          }`,
      ),
    ),
    target: "c4",
    classCount: 3,
    inputCount: 3,
    rowCount: 210,
    file: /^\{ path: data\.csv, separator: space, header: none \}$/,
  },
  {
    name: "houses: blanks before and between, no header line",
    bytes: utf8(
      lines(
        506,
        () =>
          ` ${decimal(9, 5)}  ${decimal(100, 2)}   ${decimal(28, 2)}  ${oneOf([0, 1])}  ${decimal(1, 4)}  ${
            decimal(50, 2)
          }`,
      ),
    ),
    target: "c6",
    classCount: 0,
    inputCount: 5,
    rowCount: 506,
    file: /^\{ path: data\.csv, separator: space, header: none \}$/,
  },
  {
    name: "mushrooms: letters alone, no header line, the class first",
    bytes: utf8(
      lines(800, (index) =>
        [
          oneOf(["e", "p"]),
          oneOf(["x", "b", "s"]),
          oneOf(["n", "y"]),
          index % 3 === 0 ? "?" : oneOf(["e", "c"]),
          oneOf(["d", "g", "u"]),
        ].join(",")),
    ),
    target: "c5",
    classCount: 3,
    inputCount: 9,
    rowCount: 800,
    file: /^\{ path: data\.csv, header: none, missing: \["\?"\] \}$/,
  },
  {
    name: "votes: y, n and ?, the party first, which the header line calls Class",
    bytes: utf8(
      `Class,budget,education,crime\n${
        lines(435, () =>
          [
            oneOf(["republican", "democrat"]),
            ...["", "", ""].map(() => oneOf(["y", "n", "n", "y", "?"])),
          ].join(","))
      }`,
    ),
    target: "Class",
    classCount: 2,
    inputCount: 6,
    rowCount: 435,
    file: /^\{ path: data\.csv, missing: \["\?"\] \}$/,
  },
  {
    name: "names of rows and of columns that repeat",
    bytes: utf8(
      `name,score,score,kind\n${
        lines(
          60,
          (index) => [oneOf(["Ann", "Bob", ""]), decimal(5), decimal(9), ["a", "b"][index % 2]].join(","),
        )
      }`,
    ),
    target: "kind",
    classCount: 2,
    inputCount: 2,
    rowCount: 60,
    file: /^data\.csv$/,
  },
  {
    name: "echoes: sixty figures and a letter, no header line",
    bytes: utf8(
      lines(208, () => [...Array.from({ length: 60 }, () => decimal(1, 4)), oneOf(["R", "M"])].join(",")),
    ),
    target: "c61",
    classCount: 2,
    inputCount: 60,
    rowCount: 208,
    file: /^\{ path: data\.csv, header: none \}$/,
  },
  {
    name: "pixels: columns that are always 0",
    bytes: utf8(
      `${[...Array.from({ length: 64 }, (_, at) => `p${at}`), "digit"].join(",")}\n${
        lines(300, () =>
          [
            ...Array.from({ length: 64 }, (_, at) => at % 8 === 0 ? 0 : whole(17)),
            whole(10),
          ].join(","))
      }`,
    ),
    target: "digit",
    classCount: 10,
    inputCount: 64,
    rowCount: 300,
    file: /^data\.csv$/,
  },
  {
    name: "prices with marks between the digits, which no column of numbers may have",
    bytes: utf8(
      `size,rooms,price,rent\n${
        lines(
          50,
          (index) =>
            [20 + whole(200), 1 + whole(5), `"${1 + whole(9)},${100 + whole(899)}"`, 300 + 10 * index].join(
              ",",
            ),
        )
      }`,
    ),
    target: "rent",
    classCount: 0,
    inputCount: 2,
    rowCount: 50,
    file: /^data\.csv$/,
  },
  {
    name: "a column a year, each named by its number",
    bytes: utf8(
      `2019,2020,2021,kind\n${
        lines(40, (index) => [decimal(5), decimal(9), decimal(7), ["a", "b"][index % 2]].join(","))
      }`,
    ),
    target: "kind",
    classCount: 2,
    inputCount: 3,
    rowCount: 40,
    file: /^data\.csv$/,
  },
  {
    name: "a few plants, with words that YAML reads as something else",
    bytes: utf8(
      "name,height,no,kind\nA,2.5,yes,rose\nB,20,no,tulip\nC,4,yes,rose\nD,18,no,tulip\nE,3,yes,rose\nF,19,no,tulip\n",
    ),
    target: "kind",
    classCount: 2,
    inputCount: 3,
    rowCount: 6,
    file: /^data\.csv$/,
  },
  {
    ...flower,
    name: "a separator at the end of each row, and none after the header",
    bytes: utf8(`${IRIS_HEADER.join(",")}\n${iris(",").replaceAll("\n", ",\n")}`),
    file: /^data\.csv$/,
  },
  {
    name: "numbers of accounts that are longer than a number can be",
    bytes: utf8(
      `account,age,spent,churn\n${
        lines(40, (index) => `9641033682829236${10 + index},${18 + whole(60)},${decimal(90)},${whole(2)}`)
      }`,
    ),
    target: "churn",
    classCount: 2,
    inputCount: 2,
    rowCount: 40,
    file: /^\{ path: data\.csv, row_name: account \}$/,
  },
  {
    name: "decimal commas beside whole numbers with points between their digits",
    bytes: utf8(
      `Einwohner;Fläche;Klasse\n${
        lines(
          50,
          () =>
            `${1 + whole(900)}.${100 + whole(900)};${decimal(9).replace(".", ",")};${
              oneOf(["Stadt", "Land"])
            }`,
        )
      }`,
    ),
    target: "Klasse",
    classCount: 2,
    inputCount: 1,
    rowCount: 50,
    file: /^\{ path: data\.csv, separator: ";", decimal: "," \}$/,
  },
  {
    name: "a column for each class, of which one is 1",
    bytes: utf8(
      `width,height,is_a,is_b,is_c\n${
        lines(60, (index) =>
          [
            decimal(5),
            decimal(9),
            ...[0, 1, 2].map((kind) => +(index % 3 === kind)),
          ].join(","))
      }`,
    ),
    target: "is_c",
    classCount: 2,
    inputCount: 2,
    rowCount: 60,
    file: /^data\.csv$/,
  },
  {
    name: "a separator at the end of the header line alone",
    bytes: utf8(
      `"id","diagnosis","radius","texture",\n${
        lines(
          90,
          (index) => [842302 + 17 * index, oneOf(["M", "B"]), decimal(20, 4), decimal(30, 4)].join(","),
        )
      }`,
    ),
    target: "diagnosis",
    classCount: 2,
    inputCount: 2,
    rowCount: 90,
    file: /^\{ path: data\.csv, row_name: id \}$/,
  },
  {
    name: "commas between cells, and decimal commas in quotes",
    bytes: utf8(
      `"a","b","kind"\n${
        lines(60, (index) =>
          `${
            [decimal(5), decimal(9)].map((cell) => `"${cell.replace(".", ",")}"`).join(",")
          },${"pq"[index % 2]}`)
      }`,
    ),
    target: "kind",
    classCount: 2,
    inputCount: 2,
    rowCount: 60,
    file: /^\{ path: data\.csv, decimal: "," \}$/,
  },
  {
    name: "fires: coordinates called X and Y, the burnt area last",
    bytes: utf8(
      `X,Y,month,day,temp,area\n${
        lines(200, () =>
          [
            1 + whole(9),
            2 + whole(8),
            oneOf(["mar", "oct"]),
            oneOf(["fri", "sun"]),
            decimal(30),
            decimal(90, 2),
          ].join(","))
      }`,
    ),
    target: "area",
    classCount: 0,
    inputCount: 7,
    rowCount: 200,
    file: /^data\.csv$/,
  },
  {
    name: "cars for sale: 2, 3, 4 and 5more doors, no header line",
    bytes: utf8(
      lines(
        300,
        () =>
          [
            oneOf(["high", "low"]),
            oneOf(["2", "3", "4", "5more"]),
            oneOf(["2", "more"]),
            oneOf(["acc", "good"]),
          ]
            .join(","),
      ),
    ),
    target: "c4",
    classCount: 2,
    inputCount: 8,
    rowCount: 300,
    file: /^\{ path: data\.csv, header: none \}$/,
  },
  {
    name: "four rows of 0 and 1",
    bytes: utf8("a,b,xor\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n"),
    target: "xor",
    classCount: 2,
    inputCount: 2,
    rowCount: 4,
    file: /^data\.csv$/,
  },
  {
    name: "a column of 1, 1.0 and 1.00, and classes written in two ways",
    bytes: utf8(
      `x,version,mark\n${
        lines(60, (index) =>
          `${decimal(5)},${["1", "1.0", "1.00"][index % 3]},${["1", "2", "1.0", "2.0"][index % 4]}`)
      }`,
    ),
    target: "mark",
    classCount: 2,
    inputCount: 1,
    rowCount: 60,
    file: /^data\.csv$/,
  },
  {
    name: "more columns than a network has inputs",
    bytes: utf8(
      `${Array.from({ length: 1002 }, (_, column) => `w${column}`).join(",")},kind\n${
        lines(20, (index) =>
          `${
            Array.from({ length: 1002 }, () => decimal(1, 2)).join(",")
          },${"pq"[index % 2]}`)
      }`,
    ),
    target: "kind",
    classCount: 2,
    inputCount: 1000,
    rowCount: 20,
    file: /^data\.csv$/,
  },
  ...["first", "last"].map((place): TableCase => ({
    name: `a column without a name, the ${place}, beside so many that a pattern names them`,
    bytes: utf8(
      lines(21, (index) => {
        const cells = Array.from(
          { length: 45 },
          (_, column) => index === 0 ? `f${column}` : (index * column) % 17,
        );
        const named = [index === 0 ? "name" : `n${index}`, ...cells, index === 0 ? "class" : "AB"[index % 2]];
        if (place === "last") return [...named, ""].join(",");
        return [index === 0 ? "" : index, ...named].join(",");
      }),
    ),
    target: "class",
    classCount: 2,
    inputCount: 45,
    rowCount: 20,
    file: /^data\.csv$/,
  })),
];
