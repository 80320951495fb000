/** Names for what the API says, taken from its schema: a change there fails the check here. */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type ContestSummary = Schemas['ContestSummary'];
export type RoundBrief = Schemas['RoundBrief'];
export type RankingKey = Schemas['RankingKey'];
export type BoardStatus = Schemas['BoardStatus'];
