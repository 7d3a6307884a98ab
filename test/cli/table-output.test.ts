import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/lib/display-width.ts';
import { renderTable, type TableFormat } from '../../src/cli/table-output.ts';
import type { Table } from '../../src/model/table.ts';

const rendered = (table: Table, format: TableFormat, columns?: number): string =>
  [...renderTable(table, format, columns)].join('');

const INCIDENTS: Table = {
  columns: ['id', 'pid', 'culprit', 'confidence'],
  rows: [
    ['20431@09:57:44', 20431, 'job 17', 0.97],
    ['7@09:58:01', 7, null, null],
    ['8@10:00:00', 12345678901234567890n, '运行任务', 1],
  ],
};

describe('a table for people', () => {
  it('is aligned, numbers to the right, without trailing blanks', () => {
    expect(rendered(INCIDENTS, 'table')).toBe(
      [
        'id                               pid  culprit   confidence',
        '--------------  --------------------  --------  ----------',
        '20431@09:57:44                 20431  job 17          0.97',
        '7@09:58:01                         7',
        '8@10:00:00      12345678901234567890  运行任务           1',
        '',
      ].join('\n'),
    );
  });

  it('takes from the widest columns first to fit a terminal', () => {
    expect(rendered(INCIDENTS, 'table', 44)).toBe(
      [
        'id                 pid  culprit   confidence',
        '----------  ----------  --------  ----------',
        '20431@09:…       20431  job 17          0.97',
        '7@09:58:01           7',
        '8@10:00:00  123456789…  运行任务           1',
        '',
      ].join('\n'),
    );
  });

  it('is cut at the edge where even narrow columns do not fit', () => {
    const table = { columns: ['first', 'second', 'third'], rows: [['abcdefghij', 'abcdefghij', 'abcdefghij']] };
    for (const line of rendered(table, 'table', 15).trimEnd().split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(15);
    }
  });

  it('shows one line a row, whatever a log says', () => {
    const table = { columns: ['text'], rows: [['Traceback:\n\tFile "a.py"\u001b[2J\u202egnp.exe']] };
    const shown = 'Traceback: File "a.py"\ufffd\ufffdgnp.exe';
    expect(rendered(table, 'table')).toBe(`text\n${'-'.repeat(shown.length)}\n${shown}\n`);
  });

  it('shows its columns where there is no row', () => {
    expect(rendered({ columns: ['id', 'pid'], rows: [] }, 'table')).toBe('id  pid\n--  ---\n');
  });

  it('shows bytes as SQL writes them', () => {
    expect(rendered({ columns: ['b'], rows: [[Buffer.from([0, 255])]] }, 'table')).toContain("x'00ff'");
  });
});

describe('JSON', () => {
  it('is a list of objects, one a line', () => {
    expect(rendered(INCIDENTS, 'json')).toBe(
      [
        '[{"id":"20431@09:57:44","pid":20431,"culprit":"job 17","confidence":0.97},',
        ' {"id":"7@09:58:01","pid":7,"culprit":null,"confidence":null},',
        ' {"id":"8@10:00:00","pid":12345678901234567890,"culprit":"运行任务","confidence":1}]',
        '',
      ].join('\n'),
    );
  });

  it('is an empty list where there is no row', () =>
    expect(rendered({ columns: ['id'], rows: [] }, 'json')).toBe('[]\n'));

  it('keeps two columns of one name apart', () => {
    expect(rendered({ columns: ['id', 'id', 'id:1'], rows: [[1, 2, 3]] }, 'json')).toBe(
      '[{"id":1,"id:1":2,"id:1:1":3}]\n',
    );
  });

  it('holds any text, and none of it reaches a terminal raw', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        const json = rendered({ columns: ['text'], rows: cells.map((cell) => [cell]) }, 'json');
        expect(JSON.parse(json)).toEqual(cells.map((text) => ({ text })));
        expect(json).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('CSV', () => {
  it('is as RFC 4180 has it', () => {
    const rows = [
      ['plain', 'a "b", c'],
      ['two\r\nlines', null],
      ['', 3],
    ] as const;
    expect(rendered({ columns: ['one', 'the, other'], rows }, 'csv')).toBe(
      'one,"the, other"\r\nplain,"a ""b"", c"\r\n"two\r\nlines",\r\n,3\r\n',
    );
  });

  it('is verbatim in a file, and printable on a terminal', () => {
    const table = { columns: ['text'], rows: [['\u001b[2Jx']] };
    expect(rendered(table, 'csv')).toBe('text\r\n\u001b[2Jx\r\n');
    expect(rendered(table, 'csv', 80)).toBe('text\r\n\ufffdx\r\n');
  });
});
