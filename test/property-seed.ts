import * as fc from 'fast-check';

const TIMES = Number(process.env['FC_TIMES'] ?? 1);

/** So many runs as usual, or many times as many where that is asked for: `FC_TIMES=20 npx vitest run`. */
export const runs = (usual: number): { readonly numRuns: number } => ({ numRuns: usual * TIMES });

/** The patience for so many runs, of which each may take that long. */
export const patience = (usual: number, eachMs: number): { readonly timeout: number } => ({
  timeout: usual * TIMES * eachMs,
});

/**
 * Same seed, same inputs: a build that passed passes again. What is learnt from a log holds for most logs, not for every
 * one, so a fresh seed now and then finds a log that is too odd to be learnt from: `FC_SEED=7 npx vitest run`.
 */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_210_312) });
