import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandTable, loadCommand } from '../../src/cli/command-table.ts';

it('lists every file of commands/, and no other', () => {
  const files = readdirSync('src/cli/commands').map((file) => file.replace('.ts', ''));
  expect([...commandTable.keys()].sort()).toEqual(files.sort());
});

describe.each([...commandTable.keys()])('%s', (name) => {
  it('says what it does and shows how', async () => {
    const command = await loadCommand(name);
    expect(command?.id).toBe(name);
    expect(command?.summary).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(command?.examples)).toContain(`<%= config.bin %> ${name}`);
  });
});
