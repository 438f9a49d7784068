/** One measurement. A bench module in test/bench/ exports `run(): Promise<Row[]>`. */
export interface Row {
  readonly what: string;
  /** With its unit: "4.1 ms". */
  readonly measured: string;
  readonly limit: string;
  readonly ok: boolean;
}

export interface Bench {
  run(): Promise<Row[]>;
}
