import type { FoundSetting } from '../place-settings.ts';
import { UWSGI_NUMBERS } from '../uwsgi-numbers.ts';
import { valuesOf } from './pieces.ts';

const variableOf = (option: string): string => `UWSGI_${option.replaceAll('-', '_').toUpperCase()}`;

/** What the environment states to uWSGI, which takes each option from there too: `UWSGI_HARAKIRI=30` (its options reference, "Environment variables"). */
export const settingsInVariables = (text: string): readonly FoundSetting[] =>
  (text.includes('UWSGI_') ? [...UWSGI_NUMBERS] : []).flatMap(([option, name]) =>
    valuesOf(variableOf(option), text).flatMap(({ text: rest, at }): readonly FoundSetting[] => {
      const value = /^\s*(\d{1,9})\b/.exec(rest)?.[1];
      return value === undefined ? [] : [{ name, value, server: 'uwsgi', at }];
    }),
  );
