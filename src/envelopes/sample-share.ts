import type { Peel, WrappedSample } from './envelope.ts';

/** Share of a sample's lines (blank ones aside) that `peel` can take the wrapping off, 0 … 1. */
export const shareOf = ({ lines }: Pick<WrappedSample, 'lines'>, peel: Peel): number => {
  const told = lines.filter((line) => line.trim() !== '');
  return told.length === 0 ? 0 : told.filter((line) => peel(line) !== undefined).length / told.length;
};
