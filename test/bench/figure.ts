/** A line of the benches' table. */
export type Figure = {
  what: string;
  figure: string;
  budget: string;
  /** How many it is of; what the first, cold call took; how the figure stands to the budget. */
  customers?: string;
  first?: string;
  ratio?: string;
  /** True where the figure is within its budget; left out where there is nothing to keep. */
  holds?: boolean;
  /** What it is to be seen beside: the page without the extension, other quantiles. */
  beside?: string;
};
