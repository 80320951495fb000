/** A unit as the search shows it. The parent is always shown: hundreds of commune names repeat nationally. */
export type UnitFound = {
  id: string;
  name: string;
  parent_name: string | null;
  alias?: string | null;
};
