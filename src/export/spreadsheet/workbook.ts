// A workbook of Office Open XML: sheets of texts, numbers and formulas, in the fewest parts that every program opens.
// What must not change: zip entries are stored and have a fixed date, so that equal sheets have equal bytes; names of the
// user's are texts, never formulas.

import { shortest } from "../../text/decimal.ts";
import { zipOf } from "../../results/zip_archive.ts";
import type { Cell, CellStyle, Sheet } from "./sheet.ts";

/** The place of each style in the list of `xl/styles.xml`. */
const STYLE_INDEX: Readonly<Record<CellStyle, number>> = {
  plain: 0,
  heading: 1,
  input: 2,
  note: 3,
  title: 4,
};

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SCHEMAS = "http://schemas.openxmlformats.org";
const MAIN = `${SCHEMAS}/spreadsheetml/2006/main`;
const OFFICE = `${SCHEMAS}/officeDocument/2006/relationships`;
const PACKAGE = `${SCHEMAS}/package/2006`;
const PART = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The file's bytes. */
export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));
  const parts = new Map<string, string>([
    [
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${PART}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${PART}.styles+xml"/>` +
      numbered.map(({ number }) =>
        `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${PART}.worksheet+xml"/>`
      ).join("") + "</Types>",
    ],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      numbered.map(({ sheet, number }) =>
        `<sheet name="${escaped(sheet.name)}" sheetId="${number}" r:id="rId${number}"/>`
      ).join("") + '</sheets><calcPr fullCalcOnLoad="1"/></workbook>',
    ],
    [
      "xl/_rels/workbook.xml.rels",
      relationships([
        ...numbered.map(({ number }) => ["worksheet", `worksheets/sheet${number}.xml`] as const),
        ["styles", "styles.xml"],
      ]),
    ],
    ["xl/styles.xml", STYLES],
    ...numbered.map(({ sheet, number }) => [`xl/worksheets/sheet${number}.xml`, sheetXml(sheet)] as const),
  ]);
  return zipOf(new Map([...parts].map(([name, xml]) => [name, DECLARATION + xml])));
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const entries = targets.map(([type, target], index) =>
    `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${entries.join("")}</Relationships>`;
}

/** Fonts: plain, bold, grey, large. Fills: none, the one that the format wants second, that of cells to type in. */
const STYLES = `<styleSheet xmlns="${MAIN}">` +
  '<fonts count="4"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font>' +
  '<font><sz val="11"/><color rgb="FF666666"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>' +
  '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>';

function sheetXml({ widths, frozenRows, rows }: Sheet): string {
  const view = frozenRows === 0 ? "" : `<sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>` +
    "</sheetView></sheetViews>";
  const columns = widths.map((width, index) =>
    `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  );
  const cols = columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
  const lines = [...rows].map(([row, cells]) => {
    const height = cells.some(({ cell }) => cell.style === "title") ? ' ht="21" customHeight="1"' : "";
    return `<row r="${row}"${height}>${
      cells.map(({ reference, cell }) => cellXml(reference, cell)).join("")
    }</row>`;
  });
  return `<worksheet xmlns="${MAIN}">${view}${cols}<sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function cellXml(reference: string, { style, formula, value }: Cell): string {
  const head = `<c r="${reference}"${style === "plain" ? "" : ` s="${STYLE_INDEX[style]}"`}`;
  if (formula !== null) {
    const text = `<f>${escaped(formula)}</f>`;
    if (typeof value === "string") return `${head} t="str">${text}<v>${escaped(value)}</v></c>`;
    return Number.isFinite(value) ? `${head}>${text}<v>${shortest(value)}</v></c>` : `${head}>${text}</c>`;
  }
  if (typeof value === "number") return `${head}><v>${shortest(value)}</v></c>`;
  return value === ""
    ? `${head}/>`
    : `${head} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
