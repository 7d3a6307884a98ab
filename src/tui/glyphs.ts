import type { Role } from '../model/report.ts';

/** What everything is drawn with. Each is one column wide, and every difference shows without colour. */
export interface Glyphs {
  readonly boot: string;
  readonly life: string;
  readonly silence: string;
  readonly stall: string;
  /** A stretch in which nothing is known of a worker. */
  readonly unheard: string;
  readonly death: string;
  readonly left: string;
  /** From a death down to the replacement. */
  readonly link: string;
  readonly cursor: string;
  readonly guide: string;
  readonly tick: string;
  readonly rule: string;
  readonly dash: string;
  readonly dot: string;
  readonly looked: string;
  readonly began: string;
  /** Lowest first. */
  readonly levels: string;
  readonly requests: Readonly<Record<Role, string>>;
  readonly ends: Readonly<Record<Role, string>>;
}

const UNICODE: Glyphs = {
  ...{ boot: '▏', life: '━', silence: '╌', stall: '▒', unheard: '·', death: '✖', left: '┤', link: '╰' },
  ...{ cursor: '▾', guide: '┊', tick: '╷', rule: '─', dash: '–', dot: '·', looked: '▸', began: '╰' },
  levels: '▁▂▃▄▅▆▇█',
  requests: { culprit: '█', casualty: '▓', 'possible-casualty': '▒', survivor: '━', stalled: '╍' },
  ends: { culprit: '✖', casualty: '✖', 'possible-casualty': '?', survivor: '┤', stalled: '┤' },
};

const ASCII: Glyphs = {
  ...{ boot: '[', life: '=', silence: '.', stall: '~', unheard: '.', death: 'X', left: ']', link: '`' },
  ...{ cursor: 'v', guide: ':', tick: '|', rule: '-', dash: '-', dot: '-', looked: '>', began: '`' },
  levels: '._-=+*#@',
  requests: { culprit: '#', casualty: '%', 'possible-casualty': '?', survivor: '-', stalled: '~' },
  ends: { culprit: 'X', casualty: 'X', 'possible-casualty': '?', survivor: ']', stalled: ']' },
};

export const glyphsOf = ({ ascii }: { readonly ascii: boolean }): Glyphs => (ascii ? ASCII : UNICODE);
