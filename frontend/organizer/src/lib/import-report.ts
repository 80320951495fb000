/** The report of an import, as the reader of the file wrote it. */
export type TakenRow = {
  place: string;
  stem: string;
  kind: string;
  options: string[];
  correct: number[];
  citation: string;
  warnings: string[];
};

export type RefusedRow = { place: string; code: string; text: string };

export type ImportReport = {
  file: string;
  format: string;
  rows: number;
  taken: TakenRow[];
  refused: RefusedRow[];
  warnings: { place: string; code: string }[];
};
