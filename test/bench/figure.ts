/** A line of the benches' table. */
export type Figure = {
  what: string;
  figure: string;
  budget: string;
  /**
   * The number of customers; what the first, cold call took; how the figure stands to the budget.
   */
  customers?: string;
  first?: string;
  ratio?: string;
  /** True where the figure is within its budget; left out where there is nothing to keep. */
  holds?: boolean;
  /** The figure to compare with: the page without the extension, other quantiles. */
  beside?: string;
};
