import { useApp, useInput, useStdout } from 'ink';
import { useEffect, useLayoutEffect, useReducer } from 'react';
import type { Surroundings } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';
import type { Remark } from '../model/remark.ts';
import type { Micros } from '../model/time.ts';
import { selectedExhibit } from './exhibit.ts';
import { frameOf } from './frame.ts';
import { actionsOf } from './key-names.ts';
import { painted, type Paint } from './paint.ts';
import { type Action, reduce } from './reduce.ts';
import { type Ask, evidenceKey, type State } from './state.ts';

/** What only the world outside can do. What is told goes into the status line. */
export interface World {
  /** The moment that words mean, or why they mean none. */
  readTime(words: Extract<Ask, { what: 'go' }>): { readonly at: Micros } | { readonly problem: string };
  surroundings(evidence: Evidence): Surroundings | undefined;
  open(evidence: Evidence): string;
  copy(text: string): string;
  write(incident: string): string;
  /** All remarks of the case after it is kept, or why it could not be. */
  remark(remark: Remark): { readonly remarks: readonly Remark[] } | { readonly problem: string };
  /** Back to the shell until it says otherwise; then `resumed` is called. */
  suspend(resumed: () => void): void;
}

export interface View {
  readonly first: State;
  readonly paint: Paint;
  readonly world: World;
  /** Shows a frame, lines joined by newlines. */
  readonly draw: (frame: string) => void;
}

/** The last line stays free: a terminal that is full to its end scrolls. */
const FREE_ROWS = 1;

/** Draws the frame of the state whenever it is another; all that happens goes through the reducer. */
export function TimelineView({ first, paint, world, draw }: View): null {
  const [state, dispatch] = useReducer(reduce, first);
  const { exit } = useApp();
  const { stdout } = useStdout();
  useLayoutEffect(() => {
    draw(painted(frameOf(state, paint), paint).join('\n'));
  }, [state, paint, draw]);
  useInput((input, key) => {
    if (key.ctrl && input === 'z') world.suspend(() => dispatch({ what: 'answered', told: 'Back again' }));
    else for (const action of actionsOf(input, key)) dispatch(action);
  });
  useEffect(() => {
    const resized = (): void => {
      dispatch({ what: 'resized', size: { columns: stdout.columns, rows: stdout.rows - FREE_ROWS } });
    };
    stdout.on('resize', resized);
    // it may have been resized while all this was loaded
    resized();
    return () => void stdout.off('resize', resized);
  }, [stdout]);
  useEffect(() => {
    if (state.ask?.what === 'quit') exit();
    else if (state.ask) dispatch(answerTo(state.ask, world));
  }, [state.ask, world, exit]);
  useEffect(() => {
    if (state.screen !== 'evidence') return;
    for (const evidence of selectedExhibit(state).evidence) {
      const key = evidenceKey(evidence);
      if (!state.surroundings.has(key)) dispatch({ what: 'read', key, surroundings: world.surroundings(evidence) });
    }
  }, [state, world]);
  return null;
}

function answerTo(ask: Exclude<Ask, { what: 'quit' }>, world: World): Action {
  switch (ask.what) {
    case 'go': {
      const answer = world.readTime(ask);
      return 'at' in answer ? { what: 'went', at: answer.at } : { what: 'answered', told: answer.problem };
    }
    case 'remark': {
      const answer = world.remark(ask.remark);
      return 'remarks' in answer ? { what: 'remarked', ...answer } : { what: 'answered', told: answer.problem };
    }
    case 'open':
      return { what: 'answered', told: world.open(ask.evidence) };
    case 'copy':
      return { what: 'answered', told: world.copy(ask.text) };
    case 'write':
      return { what: 'answered', told: world.write(ask.incident) };
  }
}
